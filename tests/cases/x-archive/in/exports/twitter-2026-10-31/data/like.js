window.YTD.like.part0 = [ { "like" : { "tweetId" : "2088707180694329999", "fullText" : "liked, not written" } } ]
