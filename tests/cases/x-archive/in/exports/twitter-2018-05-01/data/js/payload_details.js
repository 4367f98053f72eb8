var payload_details =  {
  "tweets" : 3,
  "created_at" : "2018-05-01 03:59:25 +0000",
  "lang" : "en"
}
