window.YTD.deleted_tweets.part0 = [
  {
    "tweet" : {
      "id_str" : "2087707180694320005",
      "created_at" : "Tue Aug 11 09:00:00 +0000 2026",
      "full_text" : "Wrong day, sorry",
      "favorite_count" : "1",
      "retweet_count" : "0",
      "deleted_at" : "Tue Aug 11 09:05:00 +0000 2026"
    }
  }
]
