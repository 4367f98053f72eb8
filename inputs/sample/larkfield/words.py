"""What people in Larkfield talk about: topics with their questions, answers and small talk, and the words that fill them."""

FILL = {
    "bike": ["my old tourer", "a steel ten-speed", "the folding bike", "my daughter's hybrid", "a single-speed", "the tandem",
             "my commuter", "a borrowed cargo trike", "the long-tail", "a step-through", "an aluminium road bike",
             "my partner's gravel bike", "a three-speed from the eighties", "the box bike", "my winter hack"],
    "place": ["Pump Yard", "the towpath", "Station Road", "Ashby Hill", "the Old Maltings", "Canal Street", "Brickfield Lane",
              "the school gate", "Larkfield Common", "the ring road", "Chapel Rise", "the viaduct", "Weir Bridge", "Quarry Bank"],
    "shop": ["the Saturday market", "the reuse shelf", "a jumble sale", "the parts drawer", "a neighbour", "an online auction",
             "the tip shop", "my uncle's shed"],
    "time": ["last week", "since Tuesday", "for a month now", "after the rain", "on the way to work", "since the clocks changed",
             "this morning", "every cold day", "for three rides", "since I moved it upstairs", "all summer", "since the service"],
    "tool": ["a fifteen spanner", "the chain whip", "a long hex key", "the truing stand", "a cable puller", "the headset press",
             "a rubber mallet", "an old toothbrush", "the good track pump", "a torque wrench", "the bottom bracket tool"],
    "feel": ["gritty", "loose", "stiff", "noisy", "sluggish", "wobbly", "tired", "spongy", "jumpy", "sticky"],
    "price": ["twelve pounds", "thirty quid", "about sixty", "under forty", "twenty-odd", "a hundred and ten", "eight pounds"],
    "number": ["two", "three", "four", "five", "six", "a dozen", "eight"],
    "when": ["on Saturday", "tomorrow evening", "after nine", "next Thursday", "on Sunday morning", "before work", "at the weekend",
             "next month", "during the brake evening", "over lunch"],
    "part": ["the spring", "a washer", "the cone", "the freewheel", "the pads", "the inner cable", "the axle nut", "the bearing",
             "the connector", "the guide wheel", "the lock ring", "the bracket", "the outer casing", "the spacer"],
}

# name: category, how often it comes up, questions (title, body), answers, talk
TOPICS = {
    "brakes": ("Workshop", 3.0, [
        ("Brakes squeal only in the wet, what am I missing?",
         "The front brake on {bike} has squealed {time}. I cleaned the rim and toed the pads in. Is it the compound?"),
        ("How much pad is left before the disc suffers?",
         "I can see maybe a millimetre on {bike}. Is that a ride home or a walk home?"),
        ("Cantilevers feel {feel}, cable or spring?",
         "New cable, old arms, and the lever still feels {feel}. Where would you look first?"),
        ("Can I mix pads from two makers?", "One side from {shop}, the other new. Does it matter on {bike}?"),
        ("Lever comes back slowly", "On {bike} the lever takes a second to return {time}. Is that {part} or just dirt?")],
        ["Rough the pads with sandpaper and wipe the rim with spirit.", "Toe them in by the thickness of a bank card.",
         "Change {part}, it costs {price} and saves an afternoon.", "If the lever touches the bar it is the cable, not the pad.",
         "Contaminated pads never quite come back. Bin them.", "Bed them in with twenty hard stops on {place}.",
         "Look for play in the arms before you touch the cable."],
        ["The brake evening filled up in a day.", "Cleaned six sets of rims on the stand, my hands are black.",
         "New pads on {bike} and it stops like a wall."]),
    "gears": ("Workshop", 2.6, [
        ("Chain skips in the smallest sprocket, worn or bent?",
         "It jumps under load on {bike}, mostly {time}. The chain gauge says it is fine. Could the hanger be bent?"),
        ("Hub gear slips out of second, how do I set it?",
         "Second gear on {bike} lets go when I stand up. Which mark lines up with which?"),
        ("Do I need a new cassette with a new chain?",
         "The chain is past the gauge. Cassette came from {shop}. Both, or only the chain?"),
        ("Shifting is {feel} after a new cable", "Everything is new and it still feels {feel}. Did I route it wrong?"),
        ("Friction shifters: where do people still find them?",
         "I would like to put a pair on {bike}. Has anyone seen some at {shop}?")],
        ["Check the hanger with the gauge on the bench, it is bent more often than you think.",
         "Half a turn on the barrel, ride, half a turn again.",
         "Measure over ten links, not one.", "Old chain on new cassette will skip for a week, then stop.",
         "Put {part} back the other way round. Ask me how I know.",
         "Clean the cable outers first. {time} I replaced a whole derailleur for a rusty end.",
         "In second gear the yellow mark should sit in the middle of the window."],
        ["Indexed it in the dark and it works. Luck.", "Found a whole box of sprockets at {shop}."]),
    "wheels": ("Workshop", 2.2, [
        ("Broken spoke on the drive side again, why?", "Third one this year on {bike}. Is it the load or the build?"),
        ("Is this rim still safe?", "The wear line on {bike} is gone. How long would you ride it?"),
        ("What pressure for a loaded trailer?", "I carry {number} bags to {place}. What pressure do you run, front and back?"),
        ("Cone adjustment: play or drag, never neither",
         "I get either play or drag on {bike}. Is the cone pitted or am I clumsy?")],
        ["If it breaks at the bend the tension was too low from the start.", "Bring it to the truing stand, we do it together.",
         "Set it with a little play, the skewer takes that up.", "Lower than the sidewall says, and check again after {place}.",
         "No wear line means no rim. Please do not ride it down {place}.", "Replace {part} while you are in there."],
        ["Built my first wheel. It is round. I am proud.", "Twenty old rims are going to the garden fence."]),
    "punctures": ("Workshop", 2.4, [
        ("Same tyre flat every week, what do I look for?",
         "{number} flats on {bike}, always the rear. I ran my fingers round it {number} times. What hides in there?"),
        ("Patch or new tube?", "Is there a point where you stop patching? Mine has {number}."),
        ("Tyre will not seat on the rim", "One side of {bike} sits low at the valve whatever I do. Soap? More air?"),
        ("Sealant in winter: does it freeze?", "The bottle says minus ten. Has anyone had trouble at {place}?")],
        ["Pull a bit of cotton wool round the inside, it snags on the thorn.",
         "Line the valve up with the label, then you know where to look.",
         "Washing-up water round the bead and {tool}.", "Rim tape. It is always the rim tape.",
         "I stop at six patches, mostly out of shame.",
         "Check {place}, they cut the hedge there and never sweep."],
        ["Glass all over {place} again.", "Fixed {number} tubes while the kettle boiled."]),
    "lights": ("Workshop", 1.2, [
        ("Rear light goes dim on cobbles, loose wire?",
         "It comes back when I stop. Is it the connector under the saddle of {bike}?"),
        ("How bright is too bright on the towpath?", "I was shouted at near {place}. What do you point where?"),
        ("Battery light dies in the cold", "It shows full and is dead by {place}. Is that {part} or the cell?")],
        ["Point it at the ground ten metres ahead and everyone is happy.", "Crimp it again, solder breaks where it bends.",
         "Keep the battery in your pocket until you leave.", "Ground wire to bare metal, not to paint."],
        ["The clocks go back and suddenly I see who has lights.", "Counted lights at {place}: one in three had none."]),
    "dynamos": ("Workshop", 0.25, [
        ("Which hub dynamo would you build into a touring wheel?",
         "I want hub dynamos front and maybe a standlight on {bike}. Is the expensive one worth it?"),
        ("Hub dynamo hums at speed, normal?", "The hub dynamo on {bike} hums above twenty. Bearing or magnets?"),
        ("Can dynamos charge a phone on a slow climb?", "Does anybody charge from hub dynamos below ten an hour?")],
        ["Hub dynamos cost you less than a soft tyre does.", "The hum is the magnets, it goes with a heavier rim.",
         "Dynamos and a standlight, and you never think about batteries again.",
         "Polarity does not matter for the lamp, it does for the charger.",
         "Below twelve an hour a hub dynamo only keeps the phone alive."],
        ["Fitted hub dynamos to {number} bikes this month.", "My dynamo light came on by itself at {place}. Magic."]),
    "tyres": ("Workshop", 0.3, [
        ("Studded tyres: worth it for one icy month?", "Do studded tyres make sense in Larkfield, or do they just hum on dry tar?"),
        ("Studded tyres on the front only?", "Could I put studded tyres on the front of {bike} and leave the back?"),
        ("Where do you store studded tyres?", "Do studded tyres go flat-spotted if they hang from a nail in {place}?")],
        ["Studded tyres on the front are what keeps you off your face.", "Fifty miles on dry road first, so the studs bed in.",
         "I run studded tyres from November to March and have not fallen since.", "Borrow a pair from the workshop before you buy.",
         "On {place} in January you will be glad of studded tyres."],
        ["Studded tyres are on. Bring on the frost.", "The street hears my studded tyres before it sees me."]),
    "belts": ("Workshop", 0.2, [
        ("Belt drives and road salt: any trouble?",
         "Thinking of a used bike with a belt drive. Do belt drives mind the salt on {place}?"),
        ("Can belt drives be fixed by the road?", "If a belt drive snaps near {place}, is that a bus home?"),
        ("How do you measure tension on a belt drive?",
         "The app says one thing, {tool} says another. Which do belt drives prefer?")],
        ["Belt drives want tension and alignment and then nothing for years.",
         "You need a frame that opens, check the seat stay before you fall in love.",
         "Rinse it with water. Never oil a belt drive.", "Mine has done {number} winters. I carry no spare belt."],
        ["Rode a belt drive bike today. Silence.", "Belt drives everywhere at {place}, did I miss a memo?"]),
    "cargo": ("Families", 1.5, [
        ("How do you carry a cello?", "Is it the box bike or the trailer? It has to go to {place} {when}."),
        ("Cargo trike pulls to the left", "With {number} bags it pulls left {time}. Tyres, track, or me?"),
        ("Insurance for a shared box bike?", "Three families, one bike, kept near {place}. Who insures it?"),
        ("Which lock for a bike that lives outside?", "It cannot come through the door. What do you chain {bike} to?")],
        ["Trailer. The box bike catches the wind like a sail.", "Swap the two front tyres; if it pulls right now, you know.",
         "We wrote a one-page agreement, I can share it.", "Two different locks and an ugly cover.",
         "Put the weight low and behind {part}."],
        ["Moved a washing machine by cargo bike. Downhill, mostly.", "{number} children and a dog, one trip."]),
    "children": ("Families", 1.6, [
        ("When did yours ride to school alone?",
         "She is nine and wants to. The crossing at {place} worries me. How did you decide?"),
        ("Seat or trailer for a one-year-old?", "We have {bike} and a short ride to {place}. What did you start with?"),
        ("Balance bike or pedals first?", "He is three. Is there anything on the shelf under {price}?"),
        ("How do I raise the bars on a child's bike?", "She grew. Is it only {tool} and a bolt?")],
        ["We rode it together for a month, then I rode behind, then I did not.",
         "Trailer until they hold their head in a helmet, then a seat.",
         "Balance bike, every time. Ours never needed the stabilisers.", "There is a minimum mark on the stem, please look for it.",
         "There are {number} small bikes on the shelf, come {when}."],
        ["She rode to {place} and back without me. I cried a little.", "The school bike shed is full. Full!"]),
    "routes": ("Rides", 2.4, [
        ("Quiet way from Larkfield to Ashby?", "I would like to avoid {place}. Is there a lane that is not a wall?"),
        ("Is {place} passable after the rain?", "Planning a ride {when} on {bike}. Mud, or only puddles?"),
        ("Where do you stop for tea on the long loop?", "Last time everything was shut. Is there anything near {place}?"),
        ("Flat ten miles for a nervous beginner?", "My sister is visiting {when}. Which loop has no lorries?")],
        ["Go behind {place}, it adds a mile and takes away the lorries.", "It drains by noon, except the dip at {place}.",
         "The farm shop past {place} does tea until four.", "Turn before the chapel, the other lane is a wall.",
         "I have a route file, shout and I will send it."],
        ["Heron on the towpath this morning.", "Headwind both ways. How?", "Sunrise from {place}, worth the alarm."]),
    "rides": ("Rides", 1.6, [
        ("Who is in for the slow ride {when}?", "Meet at the old pump. Is a ten o'clock start too early?"),
        ("Can I join with {bike}?", "I am not fast. Will I be the last at every gate?"),
        ("What do you pack for a day out?", "I always take too much. What is in your bag besides {tool}?")],
        ["Come. Nobody is dropped, that is the whole point.", "I am in, with biscuits.",
         "One tube, {tool}, a banana, and the number of a friend with a van.",
         "Half ten suits me better.", "We wait at every gate."],
        ["Eleven of us, {number} punctures, one very good cake.", "Thanks for waiting for me at {place}.",
         "Legs like wood today. Lovely ride."]),
    "commuting": ("Town", 1.5, [
        ("Showers at work: what do you do without?", "It is only five miles over {place} but I arrive damp. Any tricks?"),
        ("Mudguards that do not rattle?", "Mine rattle {time}. Is there a set that stays quiet on {place}?"),
        ("Bike on the train before nine?", "They turned me away {time}. Is there a rule, or was it a mood?")],
        ["Wool, and ride slower than you want to.", "A rubber washer under {part} and it is silent.",
         "Before nine only folders, after that three a train.",
         "I keep a shirt in the drawer."],
        ["Overtook the bus at {place} again.", "Rain, rain, and one rainbow at {place}."]),
    "town": ("Town", 1.1, [
        ("Who do I tell about the pothole at {place}?", "It ate {bike}. Does the council answer?"),
        ("New stands at {place}?", "They painted something. Is it for bikes or for bins?"),
        ("Is the bridge closed to bikes as well?", "The sign at {place} says all traffic. Does it mean us?")],
        ["There is a form, and it works better with a photograph.", "I asked {time}; they said next month.",
         "Walk it, nobody minds.",
         "Write to the ward councillor, she rides."],
        ["They swept {place}. Somebody read our letter.", "{number} new stands at {place}, already full."]),
    "crossing": ("Town", 0.25, [
        ("Mill Lane crossing: what do we send the council?",
         "The plan for the Mill Lane crossing is out. What should our answer say?"),
        ("Mill Lane crossing, is the new light too short?",
         "I timed the Mill Lane crossing with a pram. Can anyone get over in nine seconds?"),
        ("Has anyone counted at the Mill Lane crossing?", "Do we have numbers for the Mill Lane crossing before the meeting?")],
        ["Counted the Mill Lane crossing for an hour: one hundred and forty bikes.",
         "Keep the Mill Lane crossing letter short and add the count.",
         "Nine seconds at the Mill Lane crossing is not enough with a trailer.",
         "I can stand at the Mill Lane crossing {when} and count.",
         "The Mill Lane crossing plan is on page four, the drawing is upside down."],
        ["Nearly hit at the Mill Lane crossing again.", "The Mill Lane crossing is in the local paper."]),
    "booking": ("Workshop", 0.4, [
        ("How do I move a workshop booking?", "I booked the winter check and now I cannot come. Is there a link?"),
        ("What is in the winter check?", "Is it brakes and gears only, or do you look at {part} as well?"),
        ("Do I need to bring anything to the winter check?", "First time. Lights, lock key, tea?")],
        ["There is a link in the mail, it moves without calling.", "Brakes, gears, bearings, lights, and a cup of tea.",
         "Bring the lock key, everyone forgets the lock key."],
        ["Winter check done. {bike} is quiet for the first time in years.", "Booked my winter check {when}."]),
    "swap": ("Workshop", 1.3, [
        ("Anyone got a twenty-six inch rim?", "Mine has had it. Swap for a rack, or {price}?"),
        ("Seat post, twenty-seven two, going spare?", "Needs to be long. I can fetch it from {place}. Anyone?"),
        ("Left crank arm wanted", "Square taper, any colour, for {bike}. Is there one in the drawer?")],
        ["I have one, come {when}.", "Look in the third drawer, under the bells.", "Yours for {price} or a cake.",
         "There was one at {shop} last week."],
        ["Free to a good home: {number} saddles, worn by nobody famous.", "Swapped a rack for a dozen eggs."]),
    "rust": ("Workshop", 1.0, [
        ("Seat post stuck, what have you tried?", "Aluminium in steel, {time}. Heat, ice, ammonia, prayer?"),
        ("Is surface rust on the chain stay a worry?", "It flakes on {bike}. Wire wool and wax, or worse?"),
        ("Which grease for salt?", "Every winter {part} seizes. What do you use?")],
        ["Vinegar and patience, in that order.", "Turn the frame upside down and let oil soak for a week.",
         "If you can push a nail in, stop riding it.",
         "Boat grease. Smells like a harbour, lasts like one."],
        ["It moved! Three weeks, and it moved!", "Spent the evening with wire wool and the radio."]),
    "learning": ("Workshop", 1.2, [
        ("Can a complete beginner come to the Thursday bench?", "I have never held {tool}. Would I be in the way?"),
        ("Which three tools would you buy first?", "I have {price} and a kitchen table. What first?"),
        ("How did you learn wheel truing?", "I read {number} guides and it still wobbles. Is it a knack?")],
        ["Come, we start everyone on punctures.", "Hex keys, a good pump, tyre levers. Then stop buying.",
         "Quarter turns, and walk away when you are cross.",
         "Ask for Elsie on Thursdays."],
        ["My first bench evening. I own dirty hands now.", "Taught my neighbour to patch a tube."]),
    "welcome": ("Notices", 0.7, [
        ("New here, where do I start?",
         "I just moved near {place} and found {bike} at {shop}. Which space is right for questions?"),
        ("Hello, is there a ride for slow people?", "I have not ridden for {number} years. Where would I fit?")],
        ["Welcome! Start with Sunday's slow ride.", "Hello and welcome. Ask anything, somebody here has broken it before you.",
         "Good to have you. Which bit of Larkfield?"],
        ["Hello everyone, new in town and on {bike}.", "Hi, I am the one with the yellow trailer."]),
}

OPEN = ["", "", "", "", "I had that too. ", "Short answer: ", "Not sure, but: ", "Seen this {number} times. ", "From the bench: ",
        "Hm. ",
        "My guess: ", "As far as I know: ", "I would start here. ", "Agree with the above. ", "Careful. ", "Try this: "]
TAIL = ["", "", "", "", " Let us know how it goes.", " Took me an hour.", " Bring it by {when}.", " Do not force it.",
        " Ask at the bench if it sticks.",
        " I learned that the hard way.", " It is {price} at most.", " Photos help.", " Works on {bike}."]
THANKS = ["Thank you, that was it!", "That did it, thanks.", "Brilliant, thank you.", "It was {part}. Thanks, all.",
          "Thanks, I will try {when}.",
          "You were right, it was {part}.", "Quiet as a mouse now. Thank you!", "Thanks! No more noise at {place}.",
          "Thanks, will report back."]
FOLLOW = ["Tried that, still {feel}. Anything else?", "I should have said: it only happens at {place}.",
          "It is {bike}, if that helps.",
          "Good thought. I will look at {part} {when}.", "Does it need {tool} for that?", "Hm, {part} looks fine to me.",
          "No luck so far. It got worse {time}."]
CHAT = ["Same here.", "Ha, yes.", "I will come too.", "Good point.", "That made my day.", "Can confirm.", "See you there.",
        "Sounds right to me.",
        "I would not, but each to their own.", "Me neither.", "Count me in.", "Lovely.", "Has anyone told the others?",
        "Put it on the list."]
RUDE = ["You clearly do not live here.", "Typical. Drivers pay for that road, you do not.", "Rubbish, and you know it.",
        "Some of you should try working for a living.",
        "Then move somewhere else.", "What a childish answer.", "You people never listen."]
CALM = ["Please speak about the plan, not about each other.", "I have hidden {number} posts. The rules are pinned.",
        "Let us keep to what we can send the council.",
        "Taking a break until tomorrow. Thank you for the counts, they help."]
CROSSING_ROW = ["The Mill Lane crossing will cost parking and nobody asked us.", "My mother cannot cross there at all today.",
                "The drawing shows the kerb in the wrong place.",
                "I drive and I ride, and the crossing is needed.", "Where would deliveries stop?", "Who paid for this plan?",
                "Can we please look at the count first?",
                "There were two crashes at the crossing last year.", "The shopkeepers were not asked.",
                "Then come to the meeting on Thursday."]
STAFF_SEED = ["What did you mend in {month}?", "Which route surprised you in {month}?", "What should the workshop stop doing?",
              "Show us your bench in {month}.",
              "What would make Sundays easier?", "A first-timer's question: what did you wish you had known?"]
SPAM = ["Cheap carbon wheels, click now", "Earn money from your phone today", "Luxury watches for cyclists, huge discount"]
GREASEBOT = ["The track pump was borrowed by the Thursday bench.", "Bench slots free this week: {number}.",
             "Reminder: sweep the floor, please.",
             "Stock: {number} inner tubes left in the drawer."]

FIRST = """Ada Aled Alma Amara Amit Andrea Anouk Arjun Asha Barney Bashir Beatriz Bernice Bram Brenda Callum Cara Cedric Chidi Cleo Connor Cosima Dafydd
Dalia Darius Deepa Dilys Dora Duncan Edie Efua Eilidh Elif Emeka Enid Esme Fabio Fatima Felix Fergus Fern Freya Gareth Gita Glenda Greta Gus Hamid
Hattie Hester Hugo Ines Ingrid Iris Isla Ivo Jaya Jemima Joris Jude Kaito Kasia Kemi Kit Laila Lars Leila Leo Lida Lorna Lucian Mabel Maeve Malik
Marek Marta Mehmet Mina Moira Mungo Nadia Nell Nia Niklas Noor Nuala Olga Omar Orla Oscar Otis Padma Paola Percy Petra Piotr Quentin Rafi Ravi
Rhys Rosa Rowan Ruben Sadie Salma Sefton Selma Shona Sibel Silas Sorcha Stefan Sunita Tamsin Tariq Tess Theo Thora Tilda Una Uri Vera Viktor Wanda
Wilf Winnie Xenia Yara Yosef Ysolde Zadie Zeno Zora""".split()
LAST = """Abbott Achebe Akhtar Allard Amis Appleby Arkwright Baird Balogun Bannerman Barlow Bexley Bhatt Blythe Bowker Brisco Calder Cassidy Chaudhry
Chown Clegg Corrigan Coyle Cranmer Dace Dally Desai Dimmock Drabble Eccles Egerton Farrow Feeney Fenwick Fielder Flack Gadd Garside Gilroy Gomersal
Greaves Haddow Halim Harker Haslam Hebden Hibbert Hollis Ibbotson Idowu Ingham Jagger Joyner Kapoor Keane Kellet Kershaw Lamb Larwood Leckie Lomax
Lumley Maddox Malhotra Marlow Medlock Mistry Moxon Musgrove Naylor Nuttall Ogden Oduya Oram Padgett Peverell Pickles Pollard Popescu Quayle Rahman
Redfern Rimmer Rowbotham Sandhu Sedgwick Shah Skelton Slater Spalding Sprake Stoddart Sugden Tansley Tattersall Thwaite Tranter Tully Unsworth
Varley Wadsworth Walmsley Whalley Wolstenholme Yeadon Zielinski""".split()


def filled(dice, text, **more):
    """Every {slot} replaced by one of its words; a sentence begins with a capital."""
    while "{" in text:
        start = text.index("{")
        end = text.index("}", start)
        slot = text[start + 1:end]
        word = more.get(slot) or dice.pick(FILL[slot])
        if start == 0 or text[start - 2:start] in (". ", "? ", "! "):
            word = word[0].upper() + word[1:]
        text = text[:start] + word + text[end + 1:]
    return text
