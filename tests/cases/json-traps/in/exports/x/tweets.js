window.YTD.tweets.part0 = [
{"tweet":{"id":"1890071992547409931","id_str":"1890071992547409931","full_text":"Open evening &amp; tea","created_at":"Sun Mar 01 18:05:00 +0000 2026","favorite_count":"12","retweet_count":"3","lang":"en","entities":{"user_mentions":[],"urls":[]}}}
]
