"""Words of clinics' pages: what else is treated, whose word it is, what turns a sentence round.

Patterns are matched without regard to case against text as `pagetext.normal` leaves it (plain quotes, dashes, spaces).
"""

from __future__ import annotations

import re
from functools import lru_cache


def pattern(*forms: str) -> re.Pattern[str]:
    """A pattern that finds any of these forms as whole words."""
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(forms)})(?![a-z0-9])", re.IGNORECASE)


#: What the page must be about before any of its prices or routes is ketamine's.
KETAMINE = re.compile(r"\b(?:es)?ketamin[ea]\b|\bspravato\b|\bkap\b", re.IGNORECASE)


#: Other treatments, whose prices are not ketamine's.
OTHER_TREATMENTS = pattern(
    r"nad ?\+?(?=$|[^a-z0-9])",
    "botox",
    "dysport",
    r"(?:dermal|lip|cheek) fillers?",
    "fillers",
    r"r?tms",
    "transcranial magnetic stimulation",
    r"(?:iv )?vitamins?(?: \w+)?",
    r"vitamin [bcd]\w*",
    "myers'?(?: cocktail)?",
    "hydration",
    "nitrous(?: oxide)?",
    r"(?:vitamin|wellness|hydration|beauty|energy|immunity|recovery|myers'?|hangover|detox) drips?",
    "drip (?:bar|menu|lounge)",
    r"lipo\S*",
    "programs? for weight",
    "glutathione",
    "weight[- ]loss",
    "semaglutide",
    "tirzepatide",
    "ozempic",
    "wegovy",
    "stem cells?",
    "prp",
    "exosomes?",
    r"hormones?(?: \w+)?",
    "testosterone",
    "trt",
    "hrt",
    "bhrt",
    r"b-?12",
    r"immun(?:e|ity) (?:boost\w*|support|drip|infusion)",
    "peptides?",
    "ozone",
    "lidocaine",
    "magnesium",
    r"stellate(?: ganglion)?(?: blocks?)?",
    "sgb",
    "neurofeedback",
    "red light",
    "medical (?:marijuana|cannabis)(?: card)?",
    "microneedling",
    "hangover",
    "beauty (?:drip|infusion|iv)",
    "energy (?:drip|boost|infusion|iv)",
    "iv hydration",
    "recovery drip",
    "iron(?: infusions?)?",
    "high[- ]dose vitamin c",
    "chelation",
    "hyperbaric(?: oxygen)?",
    "hbot",
    "trigger points?",
    "nerve blocks?",
    "epidurals?",
    "ibogaine",
    "psilocybin",
    "mdma",
    "adhd (?:testing|evaluation)?",
    "genesight",
    "(?:genetic|dna|lab|drug|psychological|gene) test(?:s|ing)?",
    "couples? (?:therapy|counseling|session)",
    "family therapy",
    "cryotherapy",
    "suboxone",
    "vivitrol",
    "emsculpt",
    "remicade",
    "infliximab",
    "biologics?",
    "immunoglobulin",
    "ivig",
    "telehealth urgent care",
    "medication (?:management|check|follow[- ]?up|session|visit|appointment|review)s?",
    "med(?:ication)? management",
    "emotional support animal",
    "esa letters?",
)

#: Other things that are sold, where the words are a label; in running text they mean something else.
OTHER_THINGS = pattern(
    r"(?<!ketamine )(?<!ketamine iv )(?<!the )(?<!each )(?<!our )(?<!min )(?<!minute )(?<!six )(?<!hour )drips?"
    r"(?! of ketamine)",
    "massage",
    "yoga",
    "reiki",
    "sound (?:bath|healing)",
    "breathwork",
    "sauna",
    "facials?",
    "coaching",
    r"(?:nutrition\w*|diet\w*|hormones?) (?:consult\w*|visits?|sessions?|coaching)",
    "physicals?",
    r"(?:psychiatr\w+|couples?|family|medication[- ]management) (?:sessions?|visits?|appointments?|follow-?ups?)",
    "sports",
    "paperwork",
    "labs",
    "laser",
    "ect",
    "magnesium",
    "lidocaine",
    "zofran",
    "ondansetron",
    "anti-?nausea(?: medication)?",
    "toradol",
    "acupuncture",
    "t-?shirts?",
    "workshops?",
    "journals?",
    "eye masks?",
    "transport(?:ation)?",
    r"(?:peer|alumni|meditation) (?:\w+ )?(?:groups?|circles?|meetings?)",
)

#: Turns a clause round: what follows or precedes it there is not so.
_NOT = re.compile(
    r"\b(?:not|no|never|cannot|can't|don't|doesn't|isn't|aren't|won't|didn't|hasn't|haven't"
    r"|wouldn't|shouldn't|nor|neither|without"
    r"|unable to|excluding|except(?:ing|ion)?|other than|unlike|rather than|instead of|stopped"
    r"|discontinued|exclude[sd]?"
    r"|opted out|out of network with|decline[sd]?|ineligible)\b",
    re.IGNORECASE,
)
#: What only looks like a negation.
_NOT_NOT = re.compile(
    r"\bnot (?:only|just|simply|merely|limited)\b|\bwhether or not\b|\bno (?:longer (?:have to"
    r"|need|suffer)|matter|doubt|one|interest|cost|charge|"
    r"extra|additional|hidden|credit check|prior|pressure|wonder|appointment|copay)\b"
    r"|\bwithout (?:the |a |any |having )?(?:need|side|surgery|long|"
    r"wait|referral|success|relief|improvement|adequate|judg\w*|interest|leaving|credit)\b"
    r"|\b(?:do|does|did|has|have|had|is|are|was|were|can|could|would)(?: not"
    r"|n't)(?: \w+ly)?(?: been)? (?:respond\w*|work\w*|improv\w*|help\w*|"
    r"get\b|got\b|found?|find|achiev\w*|tolerat\w*|benefit\w*|experienc\w*|need|require|relie\w*"
    r"|had success|seen|succeed\w*|responsive|have to|"
    r"want|wait|hesitate|alone|getting|enough|effective|forget)"
    r"|\bnot (?:respond\w*|improv\w*|help\w*|found|gotten|worked|alone|responsive|adequately|been helped)"
    r"|\bhesitate\b|\bif not\b|\bwhy not\b|\bdon't (?:let|wait|worry|see|hesitate|forget)\b",
    re.IGNORECASE,
)
#: What is not so though the word stands before the negation: "Kaiser is not accepted".
_NOT_AFTER = re.compile(
    r"^[^,;:]{0,50}?\b(?:is|are|was|be|do|does|will|can|currently"
    r"|at this time)?(?: ?n't| not| no longer| never)\b(?! only)"
    r"(?: (?:currently|yet|be|typically|usually|been))*(?: \w+ly)? (?:accept|offer"
    r"|available|cover|includ|provid|bill|take|"
    r"treat|perform|allow|permit|use|recommend|an option|done|billed|in network|part"
    r"|sold|stock|carr|given|need|requir)",
    re.IGNORECASE,
)
#: Where a clause ends, and with it what a negation reaches.
CLAUSE = re.compile(
    r";|[!?] |\bbut\b|\bhowever\b|\bthough\b|\balthough\b|\bwhile\b|\bwhereas\b|\byet\b"
    r"|, (?:and |so )?(?=(?:we|our|you|they|it|i|please|most|many)\b)| - (?=(?:we|our|you)\b)"
    r"|\bso (?!far|that|many|much)|\band (?=(?:we|our) )",
    re.IGNORECASE,
)
#: What is hoped for or sought, and not there yet.
NOT_YET = re.compile(
    r"\bhave applied\b|\bapplying\b|\bin the process of\b|\bcoming soon\b|\bnot yet\b|\bpending\b|\blooking for\b"
    r"|\bhiring\b|\bnow hiring\b|\bopen positions?\b|\bplan(?:ning)? to (?:offer"
    r"|add)\b|\bis a plus\b|\bseeking an?\b|\bwait-?list for\b",
    re.IGNORECASE,
)


def negated(clause: str) -> bool:
    """Whether a clause says that something is not so."""
    return bool(_NOT.search(_NOT_NOT.sub(" ", clause)))


#: What has a "no" in it and denies nothing that stands after it.
_NO_DENIAL = re.compile(
    r"\bwithout (?:insurance|coverage|a referral|any pressure)\b|\bno (?:insurance|referral|therapist"
    r"|prescriber)\b(?= (?:is )?(?:need|requir|,))|\bneed(?:s|ed)? no \w+|\bnot (?:sure|refundable)\b"
    r"|\binstead of (?:a |the )?sitter\b",
    re.IGNORECASE,
)


def denied(clause: str, start: int, end: int) -> bool:
    """Whether a clause says that what stands at this place in it is not so."""
    clause = _NO_DENIAL.sub(lambda gone: "\x03" * len(gone[0]), clause)
    return negated(clause[:start]) or bool(_NOT_AFTER.match(clause[end : end + 90]))


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence that a negation reaches over."""
    parts, start = [], 0
    for match in CLAUSE.finditer(sentence):
        parts.append(sentence[start : match.start()])
        start = match.end() if match[0] in ("; ", ";") else match.start()
    parts.append(sentence[start:])
    return [part.strip(" ;") for part in parts if part.strip(" ;")]


OWN_VOICE = re.compile(r"\b(?:we|our|ours|us|we're|we'll|we've|i|my)\b", re.IGNORECASE)
#: What is said of the country or of others, not of this clinic.
ELSEWHERE = re.compile(
    r"\b(?:national(?:ly)?|nation-?wide|(?:on|the) average|averages?|across the (?:country|nation"
    r"|u\.?s)|in the (?:united states|u\.?s\.?)|other (?:clinics?"
    r"|providers?|centers?|places|practices)|most (?:clinics|providers|centers|ketamine)"
    r"|many (?:clinics|providers|centers)|some (?:clinics|providers|centers)"
    r"|competitors?|competing|elsewhere|industry|across town|down the (?:road|street)"
    r"|(?:in )?other (?:cities|states|towns)|big[- ]cit(?:y|ies)|the going rate"
    r"|in america|americans|across (?:the )?(?:u\.?s\.?|america|states)"
    r"|others? (?:charge|ask|bill)s?|you (?:may|might|will) (?:see|find|have seen)"
    r"|advertis\w+|some places|the hospital (?:asks|charges|bills)|(?:online"
    r"|mail-order|telehealth"
    r"|other) (?:companies|programs|services|places)|hospitals? (?:near|in|bills?"
    r"|charges?|asks?|may|can|will|often)|some hospitals|some (?:\w+ )?(?:clinics|practices|providers|offices)"
    r"|in-clinic .{0,30}\boften\b|(?:an?"
    r"|any) (?:\w+ )?clinic (?:near|in|nearby|two hours|down|infusion)"
    r"|(?:a|the) (?:big |other )?(?:place|clinic|practice)s? (?:by|near|next|on|across|down)"
    r"|surveys?|(?:given|offered|done|available) at the (?:medical school|hospital"
    r"|university)|can tell you which|market (?:price|rate)s?|clinics (?:charge"
    r"|typically|often"
    r"|usually|may|ask)|search the web"
    r"|you(?:'ll| will| may| can)? (?:read|hear|find) (?:that|online|\$)|people pay(?! for the)"
    r"|(?<!our )(?<!new )(?<!all )(?<!cash )"
    r"(?<!self-pay )patients (?:elsewhere )?pay|sticker price|our neighbou?rs|at the (?:\w+ )?hospital|companies"
    r"|another (?:clinic|practice|provider|place|office)|isn't rare|(?:in )?small towns|orientation|volunteers"
    r"|anywhere (?:from|between)|depending on (?:the (?:clinic|provider"
    r"|location)|where you|your location)|hospitals? charge"
    r"|(?:a|the|any|your) (?:\w+ )?(?:hospital|emergency (?:room|department)|surgery center)"
    r"(?: \w+){0,3} (?:charge|ask|bill|cost)s?"
    r"|for the same thing|anything from"
    r"|we (?:have )?(?:see|seen|hear|heard) (?:\w+ )?(?:from|prices|people|anything|fees)"
    r"|depend(?:s|ing)? on (?:(?:the|that|your|their|his|her) )?(?:[\w-]+ )?"
    r"(?:provider|prescriber|office|doctor|physician|therapist)(?:'s)? (?:own )?(?:fee|rate|price)s?"
    r"|market prices?|(?:in|at) most (?:places|cities|areas|states|offices)|platforms"
    r"|(?:that|which) (?:is|are) (?:usual|common|typical)"
    r"|(?<!we )(?<!we will )(?<!we'll )(?:bills?|charges?|invoices?) (?:you|patients?|clients?)"
    r" (?:directly|separately|(?:on|for) (?:its|their|her|his) own|(?:it|him|her|them)sel(?:f|ves))"
    r"|(?:sister|partner|affiliated?) (?:\w+ )?(?:clinic|practice|office|location|company|group)s?"
    r"|(?:billed|charged|set|collected|sold) by (?:an?|our|the|your|their)"
    r" (?!clinic|office|practice|visit|session|hour)"
    r"|typical (?:clinic|price|cost)|compare(?:d)? (?:to|with)|studies|study|research(?:ers)?"
    r"|reported|according to|survey)\b",
    re.IGNORECASE,
)
#: Headings over what is somebody else's word or is no offer.
FOREIGN_HEADING = re.compile(
    r"testimonial|reviews?\b|^compare\W*$|what (?:others|it) costs? elsewhere"
    r"|in (?:other|most) clinics|sponsor an?\b|what (?:our )?(?:patients|clients|people|others) (?:say"
    r"|are saying|tell us|think)|in their (?:own )?words|kind words|happy (?:patients"
    r"|clients)"
    r"|patient stories|success stor|related (?:posts|articles)"
    r"|recent posts|latest (?:posts|news)|from (?:the|our) blog|comments?\b|join (?:us|our team)"
    r"|careers|we are hiring"
    r"|compared? (?:to|with) (?:other|the)|elsewhere",
    re.IGNORECASE,
)

#: Words in which clinics say prices: what is sold, for whom, how long, how often, how it is paid, and small words.
#: A sum among several words that are not here is about something the reader does not know.
_SAID_WORDS = """
able about above absolutely accept access according account achieve across actual actually acute add addiction
additional adjust adolescent adult adults advance advise afford affordable after afternoon afterward afterwards again
age ago agree ahead aim all all-inclusive allow almost alone along already also although always am amazing among
amount an and anesthesia anesthesiologist anesthetist annual answer anxiety anxious any anybody anyone anyone's
anything anytime anywhere appear apply appointment approach appropriate aprn arc are around arrival arrive as aside
ask assessment assist assistant assisted assure at at-home attend attention available aware away back background
balance barrier base basic basically basis be because become bedside been before beforehand begin beginning behalf
behind being believe belong below benefit beside best better between beyond big bipolar bit blanket block board body
book booster both bought breakthrough bridge brief bright bring broad bronze build bundle burnout busy but buy by cada
calculate call calm can candidate capable card care career careful carefully cart case cash cash-pay cause caution
certain certainly certificate certified chair challenge chance charge chat cheap check check-in cheerful choice choose
chronic circle circumstance clarity client clinic clinical clinician close closely co cocktail combine come comfort
comfortable comfortably commit commitment committed common commonly community compare compassion compassionate
competitive complete complex complimentary compound comprehensive con concern conclude condition confident confirm
connect consecutive consider considerable consideration consist constant consult consulta consultation contain content
continue contribute control convenience convenient conversation coordinator core correct cost counselor couple course
cover coverage cream credit crna crps curious current currently custom customary customize cycle daily day de deal
decide decision dedicate deep deeply deliver deluxe demand depend depression depressive describe deserve design
despite detail determine diagnosis difference different difficult direct directly disclose discovery discretion
discretionary discuss disorder dissolve dissolving dive do doctor doctor's dollar done dose double down dr drip drug
dual due duo duration during each early earn ease easier easy effect effective effectively effort eight eighteen
eighty either el elevate eleven eligible else elsewhere email emphasis empower enable encourage end endorse enjoy
enough ensure enter entire entirely entitle environment equal esketamine especially essential establish evaluate
evaluation evening event eventually ever every everybody everyone everything everywhere evidence exact exactly exam
exceed excellent exceptional excite exclusive exclusively excuse expand expect expectation expense expensive
experience experienced expert explain exploration explore express extend extent eye face facilitator facility fact
factor fair fairly faith fall familiar family fantastic far fast favorite fear fee feel few fibromyalgia fifteen fifty
figure fill final finally financial find fine finish firm firmly first fit five flat flat-rate flexibility flexible
fnp focus follow follow-on follow-up followup for force forever former forth fortunate fortunately forty forward
foundation four fourteen frame free freedom freely frequent frequently friday friendly from front full fully fund
further furthermore future gain gather general generic gentle gently genuine get give glad gladly go goal gold good
gradually grateful gratis great greatly greet grief ground group grow growth guarantee guess guest guide habit half
handle happen happy hard hardly have he headache headphones heal health healthy hear heavy hello help her here here's
herself hesitate hidden high highly him his history hold holistic home honest honestly honor hope hopeful host hour
house how however hr hrs huge human hundred hurt idea ideal ideally ideation identify if illness im imagine immediate
immediately immersive impact important importantly improve improvement in in-home in-office in-person include
inclusive increase incredible indeed independent indicate individual induction influence inform infusion infusión
initial initially inject injection inpatient inquire inside insight instance instant instead instruct insurance intake
integration integrative intend intense intensive intention intentional interest interested interval into intramuscular
intranasal intravenous intro introduce introductory invest investment invite involve inyección is issue it it's itself
iv join journey judge just kap keen keep ketamina ketamine kg kindly know knowledge known la lack land large largely
last lasting late later latest laugh launch lay lcsw lead learn least leave led left legal length less let let's level
license licensed licsw lie like likely limit list listed listen literally little live lively lmft lmhc load loading
located location logical long long-lasting longer look loose lot lounge love lovely low lower lowest lozenge lpc lpcc
luckily lucky main mainly maintenance major majority make manage manageable manner many mark match matter maximum may
maybe md me meal mean meaning meaningful meantime measurable measure medical medication medicine meet member
membership mental menu mere merely message method mg middle migraine mild mile min mind mindful mini minute mo
modality moderate modest moment monday monitor monitoring month mood more moreover morning most mostly move multiple
muscle music must my nad name namely nasal natural naturally nature nausea near necessarily necessary need
neighborhood neither nerve nervous network neuropathic neuropathy new next nice nine nineteen ninety nitrous no nobody
nobody's non non-refundable none noone normal not nothing notice noticeable now nowadays np number numerous nurse
obligation observation observe obtain obvious obviously occasion occasional occasionally occur ocd odd of off offer
offering office often ok on once one ones ongoing online only open opinion opportunity opposite option optional or
oral order ordinary origin original originally otherwise our ours ourselves out out-of-pocket outcome outpatient
outside over overall overcome overnight overwhelm overwhelming own owner ownership pace pack package page paid pain
pair pairing paquete para part participant partly pass passion past path pathway patience patient patient's pay
payable payment peace peaceful peer people per percent perfect perfectly perform perhaps period permission permit
person personal personalize personally perspective phase phd phone physician physician's pick picture place plain plan
platinum play playlist pleasant please pleased pleasure plenty plus pmhnp pocket point policy polite popular por
portion pose positive possibility possible possibly post post-treatment practical practically practice practitioner
pre pre-treatment precise precisely prefer preference premier premium prep prepaid preparation prepay prepayment
prescribe prescriber present pressure pretty prevent previous price pricing primarily primary principle prior priority
privacy private privately probably problem procedure proceed process produce program progress promise promote promptly
proof proper properly protect protocol proud provide provided provider psychedelic psychiatric psychiatrist psychiatry
psychologist psychotherapist psychotherapy psyd ptsd public purchase pure purely purpose put qualify quality quarter
quarterly question quick quiet quit quite quote range rapid rate rather reach read ready real realistic really reason
reasonable receive recent recently recliner recognize recommend recovery reduce refer reflect refresher refuerzo reg
regard regarding regardless regular regularly relate relationship relative relatively relax relevant reliable relief
rely remain remaining remarkable remember remind remote remove renew repeat replace require reset resistant resource
respect respectful respectively response responsibility responsible rest restful restore result retain return review
revisit reward rich right rise risk rn road role room roughly round rule run sad sadly safe safely safety sake sale
same sample satisfy saturday save say scale schedule screen screening seat second secure see seek seem seldom select
selection self self-paid self-pay send senior sense sensible separately series serious seriously serve service sesi
sesión session set setting settle seven seventeen seventy several severe shape shared sharp she shift short shortly
shot should sick side sign signature significant significantly silence silver similar similarly simple simply since
sincere sincerely single sit sitter sitting situation six sixteen sixth sixty size skill skilled skin sliding slight
slightly slow small smart smooth smoothly snack snug so social soft solely solo solution solve some somebody someday
somehow someone something sometime sometimes somewhat somewhere sorry sort source speak special specialist specialize
specific specifically spend spirit split spot spravato spray spread stable staff stage standard start starter starts
state stay steady step stick still straight straightforward strange strategy strength stress strict strictly strive
strong strongly structure struggle stuck style sub-q subcutaneous subject sublingual submit subq subsequent succeed
success successful successfully such sudden suddenly suffer sufficient suggest suicidal suit suitable suite sum sunday
superior supervise supervision support supportive suppose sure surely surprise surround survive sweet switch symptom
system table tablet tailor take talk taper target team teen tele telehealth tell ten tend term than thank thankful
that that's the their them themselves then therapeutic therapist therapy there therefore these they they'll thing
think third thirteen thirty this thorough thoroughly those thought thousand three thrill thrive through throughout
thursday tier time tiny tired tms to today today's together tongue too top topic total tough toward towards tradition
traditional transform transformation transition transparent trauma treat treatment tremendous trial trio trip triple
troche truly trust truth try tuesday tune tune-up tune-ups turn twelve twenty twice two type typical typically
ultimate una unable uncomfortable under understand understandable unfortunately unique unless unlike unlimited until
unusual up up-front upcoming upfront upkeep upon us usd use useful usual usually utmost valuable value variable
variety various vary vast very veteran via video virtual visit visitor vital vitals wait waive wake walk want warm
warmly watch way we we'll we're we've weak wealth wear weather wednesday week weekday weekend weekly weigh weight
welcome well wellness went what what's whatever when where whether which whichever while who whoever whole whom why
wide widely will willing win wise wisely wish with within without wonder wonderful wonderfully work world worry worth
worthwhile would write written wrong year yearly years yes you you'll you're you've young your yourself yourselves
zoom
"""
_SAID = frozenset(_SAID_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TITLED = re.compile(r"\b(?:Dr|Mrs?|Ms)\b\.? (?:[A-Z][\w'-]+ ?){1,3}")
_ENDINGS = ("'s", "s", "es", "d", "ed", "ing", "ly", "er")


def strange_words(text: str) -> list[str]:
    """The words of a text, names of people and places aside, that clinics do not say prices in."""
    words = _WORD.findall(_TITLED.sub(" ", text))
    running = 2 * sum(word[0].islower() for word in words) > len(words)
    found = []
    for n, word in enumerate(words):
        if running and n > 0 and word[0].isupper():
            continue
        if not _is_said(word.lower()):
            found.append(word)
    return found


@lru_cache(maxsize=8_192)
def _is_said(word: str) -> bool:
    if len(word) == 1 or word in _SAID or any(word.endswith(end) and word[: -len(end)] in _SAID for end in _ENDINGS):
        return True
    if word.endswith("ing") and (
        word[:-3] + "e" in _SAID or (len(word) > 5 and word[-4] == word[-5] and word[:-4] in _SAID)
    ):
        return True
    if word.endswith(("ied", "ies")) and word[:-3] + "y" in _SAID:
        return True
    return "-" in word and all(map(_is_said, word.split("-")))
