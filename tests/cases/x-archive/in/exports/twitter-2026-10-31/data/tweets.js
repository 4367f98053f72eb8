window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : { "user_mentions" : [ ], "urls" : [ { "url" : "https://t.co/aaaaaaaaaa", "expanded_url" : "https://larkfield.example/open", "indices" : [ "20", "43" ] } ], "hashtags" : [ ] },
      "display_text_range" : [ "0", "43" ],
      "favorite_count" : "5",
      "id_str" : "2088707180694320001",
      "truncated" : false,
      "retweet_count" : "2",
      "id" : "2088707180694320001",
      "created_at" : "Fri Aug 14 23:50:26 +0000 2026",
      "favorited" : false,
      "full_text" : "Doors open &amp; kettle on https://t.co/aaaaaaaaaa",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "entities" : { "urls" : [ ] },
      "favorite_count" : "0",
      "id_str" : "2088707180694320002",
      "retweet_count" : "1840",
      "created_at" : "Sat Aug 15 08:00:00 +0000 2026",
      "full_text" : "RT @someone: not ours, and 1840 is not ours either"
    }
  },
  {
    "tweet" : {
      "entities" : { "urls" : [ ] },
      "in_reply_to_status_id_str" : "2088707180694320090",
      "in_reply_to_user_id_str" : "1",
      "favorite_count" : "1",
      "id_str" : "2088707180694320003",
      "retweet_count" : "0",
      "created_at" : "Sat Aug 15 09:00:00 +0000 2026",
      "full_text" : "@someone Thursday, from six. \ud83d\udeb2",
      "extended_entities" : { "media" : [ { "type" : "photo" } ] }
    }
  }
]
