window.YTD.twitter_circle_tweet.part0 = [
  {
    "tweet" : { "id_str" : "2086707180694320006", "created_at" : "Sat Aug 08 09:00:00 +0000 2026", "full_text" : "For a few only", "favorite_count" : "0", "retweet_count" : "0" }
  }
]
