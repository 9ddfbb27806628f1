"""Words by which deadlines and commitments are told."""

from __future__ import annotations

from onrecord.lexicons.words import words

MUST = frozenset({"must", "shall"})
WILL = frozenset({"will", "'ll", "’ll", "would", "'d"})
UNSURE = frozenset({"may", "might", "could", "can"})
#: Verbs whose subject asks others for what the clause under them tells.
ASKS = words(
    "want demand urge press order ask call propose insist require push request pressure tell instruct warn appeal "
    "compel oblige direct command summon force"
)
#: Verbs by which the subject binds itself.
PROMISES = words("vow pledge promise agree commit undertake swear guarantee consent")
#: Verbs by which the subject sets itself a time.
AIMS = words("aim target")
#: Nouns and adjectives on which a deed hangs that is due.
DUTIES = words(
    "due oblige obligate have need ought suppose bind deadline duty goal target demand order request ultimatum "
    "obligation requirement instruction timetable timeline call pressure"
)
#: Nouns of a promise, or of what several parties agreed on.
PLEDGES = words("promise pledge vow commitment agreement deal pact accord undertaking guarantee")
#: Papers under which something is due: "under the deal, the hostages will be freed by Friday".
PAPERS = words("agreement deal pact accord plan treaty truce ceasefire order ruling law resolution terms decree")
#: What is foretold of these is no duty of anyone.
FORECAST = words(
    "be become rise fall grow drop reach exceed increase decrease total cost double shrink have know remain lose gain "
    "need want see hit climb collapse die face suffer stay happen occur come get learn feel save boost win arrive last "
    "seem appear mean prove turn start begin take cover account expire continue"
)
#: Announced meetings and journeys, which are events.
MEETINGS = words(
    "meet talk visit travel attend gather convene arrive host speak discuss appear testify debate vote play"
)
#: Deeds that a party's "will" with a time makes a commitment even in the outlet's own words.
DEEDS_DONE = words(
    "deliver send provide supply withdraw pull release free hand transfer pay lift halt cease stop reopen return "
    "ratify sign submit complete finish end leave disband disarm dismantle remove destroy surrender evacuate "
    "implement evict repatriate allocate donate ship repay restore suspend impose reimpose"
)
#: Deeds that hold for a time: "agreed to pause attacks for one week".
HOLDING = words(
    "pause halt suspend stop refrain cease hold keep freeze observe extend continue respect honor honour maintain "
    "truce ceasefire moratorium pause halt suspension cessation lull"
)
#: Nouns of deeds that can be due by a time.
DEEDS = words(
    "withdrawal pullout ceasefire truce release handover response answer reply deal agreement settlement end return "
    "election vote decision halt completion resolution disarmament delivery payment referendum submission ratification "
    "peace pact accord treaty reform cessation reopening transfer evacuation"
)
#: What a matter is wanted to be by a time: "wants the war over by June".
DONE = words("over done finished gone out ended completed back resolved settled signed closed ready complete home")
#: Nouns of a time that was set.
NOUNS = words("deadline cutoff cut-off ultimatum")
#: Nouns of what runs for a term.
TERMS = words(
    "truce ceasefire cease-fire treaty mandate moratorium pact accord agreement deal arrangement waiver exemption "
    "permit licence license contract ultimatum funding authorization authorisation protection protections resolution "
    "suspension pause order visa extension concession lull armistice sanction sanctions measure curfew emergency offer"
)
#: Verbs of a term that runs out; "end" only of a term.
RUNS_OUT = words("expire lapse elapse")
ENDS = words("end run last finish remain stay hold")
#: Verbs that tell the day of a deadline that is their subject or object.
DATING = words("set be fall end pass loom come expire approach near lapse elapse give impose issue announce face")
MOVES = words("move extend postpone push shift delay change prolong defer put bring")
DROPS = words("drop scrap lift cancel abandon withdraw rescind waive")
MEETS = words("meet make beat keep")
MISSES = words("miss blow ignore overshoot")
PASSES = words("pass expire lapse elapse go")
#: Verbs whose subject sets the deadline that is their object.
SETS = words("set give impose issue announce declare fix") | MOVES | DROPS
GIVES = words("give grant allow extend offer")
#: Nouns before "deadline" that make it one of sport or of the press.
TRADES = words("transfer trade draft roster press print")
