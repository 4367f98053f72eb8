Grailbird.data.tweets_2018_04 = 
 [ {
  "source" : "\u003Ca href=\"http:\/\/example.org\" rel=\"nofollow\"\u003EWeb\u003C\/a\u003E",
  "entities" : { "user_mentions" : [ ], "media" : [ ], "hashtags" : [ ], "urls" : [ { "indices" : [ 20, 43 ], "url" : "https:\/\/t.co\/bbbbbbbbbb", "expanded_url" : "https:\/\/larkfield.example\/ride" } ] },
  "geo" : { },
  "id_str" : "980707180694320001",
  "text" : "Spring ride &amp; cake https:\/\/t.co\/bbbbbbbbbb",
  "id" : 980707180694320001,
  "created_at" : "2018-04-02 07:30:00 +0000",
  "user" : { "name" : "Larkfield Cycles", "screen_name" : "LarkfieldCycles", "protected" : false, "id_str" : "15", "id" : 15, "verified" : false }
}, {
  "entities" : { "user_mentions" : [ ], "media" : [ ], "hashtags" : [ ], "urls" : [ ] },
  "id_str" : "980607180694320002",
  "in_reply_to_user_id_str" : "16",
  "text" : "@someone Half past nine, by the pump.",
  "created_at" : "Sun Apr 01 22:10:05 +0000 2018",
  "favorite_count" : 2, "retweet_count" : 0,
  "user" : { "screen_name" : "LarkfieldCycles" }
}, {
  "id_str" : "980507180694320003",
  "text" : "RT @someone: Who mends tandems?",
  "created_at" : "2018-04-01 08:00:00 +0000",
  "retweeted_status" : { "id_str" : "980407180694320009", "text" : "Who mends tandems?" },
  "user" : { "screen_name" : "LarkfieldCycles" }
} ]
