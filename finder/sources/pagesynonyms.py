"""How clinics' pages say the words of our vocabulary: one table of synonyms.

Patterns are matched without regard to case against text as `pagetext.normal` leaves it (plain quotes, dashes, spaces).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from finder.sources.pagewords import pattern


def _table(forms: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {word: pattern(form) for word, form in forms.items()}


_VIDEO = r"(?:live |secure |encrypted |hipaa[- ]compliant |two-way )*(?:video|zoom|doxy|tele-?(?:health|medicine))"
#: field -> word -> what it looks like on a page.
SYNONYMS: dict[str, dict[str, re.Pattern[str]]] = {
    "routes": _table(
        {
            "iv": r"iv|i\.v\.|intravenous(?:ly)?|(?:ketamine|infusion) drip|(?:ketamine )?infusions?",
            "im": r"im|i\.m\.|intra-?muscular(?:ly)?|ketamine injections?|ketamine shots?"
            r"|injections? into (?:the|a) muscle",
            "subcutaneous": r"sub-?cutaneous(?:ly)?|sub-?q|under the skin",
            "spravato": r"spravato|es-?ketamine",
            "nasal_compounded": r"(?:compounded|intra-?nasal|nasal) (?:racemic )?ketamine(?! spray \(?spravato)"
            r"|compounded (?:intra)?nasal(?: spray)?"
            r"|ketamine nasal spray|(?:generic|racemic) (?:intra)?nasal (?:ketamine|spray)",
            "sublingual": r"sub-?lingual(?:ly)?(?: ketamine)?|lozenges?|troches?|rapid[- ]dissolv(?:e|ing) tablets?"
            r"|rdts?|odts?"
            r"|oral(?:ly)?[- ](?:dissolv\w+|disintegrating)(?: tablets?)?|oral ketamine|ketamine tablets?"
            r"|dissolving tablets?|buccal",
        }
    ),
    "settings": _table(
        {
            "at_home": r"(?:at|in)[- ]home (?:ketamine|treatment|therapy|program|sessions?|kap|dosing|troches?"
            r"|lozenges?|maintenance)"
            r"|ketamine (?:therapy |treatments? |lozenges? |troches? |sessions? |tablets? )?(?:at|from) home"
            r"|home[- ]based ketamine|from (?:the comfort of )?your (?:own )?home"
            r"|in (?:the comfort of )?your own home"
            r"|at-home(?= (?:and|or) in)|(?:take|taken|use|used|dose|session|sessions|prescribed|lozenges"
            r"|troches|tablets) (?:for use )?at home"
            r"|take-home (?:ketamine|lozenges?|troches?|tablets?|kits?|sessions?)|(?:do|take|have"
            r"|try) (?:this|it|ketamine|kap|sessions?|treatments?) (?:from|at) (?:my |your )?home"
            r"|(?:take|takes|taken|taking|use) (?:(?:your|the|a|their|this) )?(?:own )?(?:ketamine|medicine|medication"
            r"|lozenge|troche|tablet|dose)s?[^.;]{0,25} (?:at|in) (?:your (?:own )?|their (?:own )?)?home",
            "telehealth": r"tele-?health|tele-?medicine|tele-?psychiatry|(?:virtual|video|online|remote) (?:visits?"
            r"|appointments?"
            r"|consult(?:ation)?s?|evaluations?|intakes?|sessions?|follow[- ]?ups?|check-?ins?)|(?:by|via"
            r"|over) (?:secure )?(?:video|zoom)(?: call)?"
            r"|(?:sessions?|visits?|intakes?|consult\w*|appointments?|follow-?ups?|integration|meets?|guided)"
            r"[^.;!?]{0,25}? (?:by|on|over|via) (?:secure |live )?(?:video|zoom)"
            r"|(?:visit|intake|consult\w*|appointment|follow-?up),? \(?video"
            r"|video is (?:fine|okay|ok|possible|welcome)"
            rf"|in[- ](?:person|office|clinic|the (?:office|clinic)),? (?:or|and|/|&)"
            rf" (?:(?:on|over|by|via|through) )?(?:a )?(?:{_VIDEO}|online|virtual(?:ly)?|remote(?:ly)?)"
            rf"|(?:{_VIDEO}|online|virtual(?:ly)?|remote(?:ly)?),? (?:or|and|/|&) (?:in[- ](?:person|office"
            rf"|clinic)|here)"
            r"|telehealth (?:is )?(?:ok(?:ay)?|fine|possible|too)|(?:visit|intake|evaluation|consultation"
            r"|appointment)s? (?:is|are)"
            r" (?:\w+ )?(?:online|virtual(?:ly)?|remote(?:ly)?)|(?:done|held|conducted|seen|met) (?:virtually"
            r"|remotely|online)"
            r"|(?:phone|telephone),? (?:or|and|/|&) (?:by |on |over |via )?(?:secure )?(?:video|zoom)(?! game)"
            r"|(?:video|zoom),? (?:or|and|/|&) (?:by |over |the )?(?:phone|telephone)"
            r"|(?:over|by|via|through|on an?) (?:a |our )?(?:(?:live|secure|encrypted|hipaa[- ]compliant|two-way) )*"
            r"(?:video|zoom|doxy)(?: (?:link|call|visit|chat|platform|conference))?"
            r"|(?:may|can|could) (?:also )?be (?:\w+ )?(?:on|by|over|via|through) (?:video|zoom)"
            r"|(?:virtual|video|online|remote) (?:therapy|integration|psychiatr\w+|care|screenings?|assessments?"
            r"|meetings?|preparation|calls?|chats?|options?)",
        }
    ),
    "conditions": _table(
        {
            "depression": r"depress(?:ion|ive disorders?)(?! after birth)|mdd|trd",
            "bipolar": r"bipolar (?:i|ii|1|2)? ?(?:depression|disorder)?|bipolar(?: depression| disorder)?",
            "suicidal_ideation": r"thoughts of (?:suicide|ending|self-harm)|suicidal(?: (?:ideation|thoughts?"
            r"|thinking|feelings))?|suicidal (?:ideation|thoughts?|thinking)|suicidality"
            r"|thoughts of suicide"
            r"|acute suicid\w+",
            "anxiety": r"anxiety(?: disorders?)?|gad|panic (?:disorder|attacks?)",
            "ptsd": r"c?-?ptsd|post-?traumatic stress(?: disorder)?",
            "ocd": r"ocd|obsessive[- ]compulsive(?: disorder)?",
            "postpartum": r"post-?natal depression|depression after (?:childbirth|having a baby|a baby"
            r"|pregnancy)|perinatal (?:mood|depression)|post-?partum(?: depression)?"
            r"|perinatal depression|depression after birth|ppd",
            "eating_disorder": r"disordered eating|arfid|eating disorders?|anorexia(?: nervosa)?|bulimia"
            r"|binge[- ]eating(?: disorder)?",
            "addiction": r"alcohol(?:ism| use| dependence)|(?:opioid|drug|alcohol) (?:use|misuse|problems?)"
            r"|problem drinking|addictions?|substance (?:use|abuse)(?: disorders?)?|(?:alcohol"
            r"|opioid"
            r"|opiate)(?: use disorder| dependence| addiction| abuse|ism)"
            r"|alcoholism|drug dependence|sud|aud",
            "chronic_pain": r"ongoing pain|lasting pain|pain that|chronic pain|long[- ](?:lasting|term"
            r"|standing) pain|pain (?:conditions?"
            r"|syndromes?|disorders?)|persistent pain|intractable pain",
            "crps": r"crps|complex regional pain(?: syndrome)?|rsd|reflex sympathetic dystrophy",
            "fibromyalgia": r"fibromyalgia",
            "neuropathy": r"nerve (?:pain|damage|injur\w+)|phantom limb pain|(?:peripheral "
            r"|diabetic )?neuropath(?:y|ies|ic)(?: pain)?|nerve pain|neuralgia",
            "migraine": r"cluster headaches?|headache disorders?|chronic headaches?|migraines?|cluster headaches?",
        }
    ),
    "services": _table(
        {
            "psychotherapy": r"therapy sessions?|talk therapy|individual (?:and (?:group|couples) )?therapy"
            r"|psycho-?therap(?:y|ies)|talk therapy|ketamine[- ]assisted (?:psycho)?-?therapy"
            r"|kap"
            r"|counseling"
            r"|individual therapy|trauma therapy|cbt|emdr"
            r"|(?:therapist|psychologist|counselor|lmft|lcsw|lpcc?|lmhc"
            r"|licsw)(?=[^.;]{0,40} can join)|add an? (?:licensed )?therapist"
            r"|(?:psycho)?therapist(?:s)? (?:(?:is |stays "
            r"|sits )?(?:in the room|present|beside you"
            r"|at your side|with you (?:throughout|during|the (?:whole|entire)))|(?:is|stays|sits) with you"
            r"|co-?facilitat\w+)|ketamine (?:sessions? |infusions? )?(?:with|\+|plus)"
            r" (?:an? |our |your )?(?:licensed |trained )?(?:psycho)?therap(?:ist|y)|medicine with therapy"
            r"|therapy hours?"
            r"|see (?:you|people) for therapy|(?:leads|offers?|provides?) therapy(?=,| and)|(?:dbt|ifs"
            r"|internal family systems|somatic (?:therapy|experiencing)"
            r"|cognitive[- ]behaviou?ral therapy|trauma-?(?: informed| focused|informed|focused) therapy)|^therapy$",
            "integration": r"integration (?:sessions?|therapy|coaching|support|circles?|groups?|visits?|work"
            r"|appointments?|calls?|counseling|meetings?)"
            r"|(?:preparation|prep|dosing),? (?:and|&|/) integration|(?:therapy|kap|ketamine|guided"
            r"|post-session|post-treatment|psychedelic) integration"
            r"|integrations?"
            r"|integration hours?",
            "group_sessions": r"groups? (?:sessions?|visits?)|small groups?|group (?:sessions?"
            r"|ketamine(?:[- ]assisted \w+)?|kap|infusions?|therapy|treatments?"
            r"|journeys?|retreats?|program)"
            r"|group (?:integration|coaching)|(?:integration|process|kap) (?:groups?|circles?)"
            r"|therapy (?:groups|circles?)"
            r"|(?:ketamine|medicine) (?:groups|circles?)"
            r"|groups? (?:of (?:up to )?(?:three|four|five|six|eight|\d)|experiences?|work|medicine)",
            "psychiatric_evaluation": r"psychiatric (?:eval|exam|work-?up)s?|psychological evaluations?"
            r"|psychiatric (?:evaluations?|assessments?|consultations?|consults?|intakes?)"
            r"|psychiatric diagnostic evaluations?|mental health evaluations?"
            r"|psychiatric screening|evaluation (?:by|with) (?:an?|our|the)"
            r" (?:[\w-]+ )?psychiatrist|psychiatrists? (?:evaluates?|assess(?:es)?)",
            "medication_management": r"manag\w+ (?:of )?(?:your )?(?:psychiatric )?medic(?:ations?|ines?)|med checks?"
            r"|(?:medication|med|psychiatric medication) management"
            r"|medication (?:follow[- ]ups?|checks)"
            r"|(?:follow-?up )?medication (?:visits?|appointments?)"
            r"|(?:take over|manage|adjust|prescribe|look after)s? (?:all )?(?:of )?your (?:other )?(?:psychiatric )?"
            r"(?:medications?|medicines?|meds)"
            r"|take over your (?:psychiatric )?medic\w+|adjusts? (?:other|all) medic\w+"
            r"|(?:psychiatric|mental health) (?:medications?|medicines?) (?:care|services?|support)",
            "tms": r"r?tms|transcranial magnetic stimulation|theta burst",
            "nad": r"nad ?\+?(?=$|[^a-z0-9])|nicotinamide adenine dinucleotide",
        }
    ),
    "clinicians": _table(
        {
            "anesthesiologist": r"anesthesiologists?|anaesthesiologists?|anesthesiology(?= (?:physician|trained"
            r"|residency))"
            r"|physician anesthesiologists?",
            "psychiatrist": r"psychiatrists?",
            "emergency_physician": r"(?:er|ed|emergency)[- ](?:trained )?(?:physicians?|doctors?|docs?)"
            r"|emergency room|emergency (?:room |medicine |department )?(?:physicians?"
            r"|doctors?)"
            r"|er (?:physicians?"
            r"|doctors?)"
            r"|emergency[- ]medicine[- ](?:trained )?(?:physicians?|doctors?)",
            "pain_physician": r"pain (?:management |medicine )?(?:physicians?|doctors?|specialists?)"
            r"|pain management (?:expert|provider)",
            "family_physician": r"family (?:medicine |practice )?(?:physicians?|doctors?)|family practitioner",
            "internist": r"internists?|internal medicine (?:physicians?|doctors?|specialists?)",
            "neurologist": r"neurologists?",
            "crna": r"(?:certified )?(?:registered )?nurse an(?:a)?esthetists?"
            r"|nurse anesthesiologists?|crnas?|crnas?"
            r"|certified registered nurse an(?:a)?esthetists?|nurse an(?:a)?esthetists?"
            r"|nurse anesthesiologists?",
            "psychiatric_np": r"psych(?:iatric)? nurse practitioners?|psychiatric[- ](?:mental health )?aprns?"
            r"|pmhnp(?:-?bc)?s?|psychiatric(?:[- ](?:and )?mental[- ]health)? (?:nurse"
            r" practitioners?|nps?)"
            r"|psych(?:iatric)? nps?|psychiatric[- ]mental health nurse practitioners?"
            r"|mental health nurse practitioners?",
            "nurse_practitioner": r"(?<!psychiatric )(?<!psychiatric mental health )(?<!psychiatric-mental health"
            r" )(?<!mental"
            r" health )(?<!mental-health )"
            r"(?:family |advanced practice )?nurse practitioners?|fnp(?:-?b?c)?|a(?:p)?rnps?"
            r"|aprns?|(?<!psychiatric )(?<!psych )nps"
            r"|(?-i:NP)(?=[,.;)]|$)",
            "physician_assistant": r"physician(?:'s)? (?:assistants?|associates?)|pa-c",
            "psychologist": r"psychologists?|psyd|psy\.d\.?",
            "therapist": r"clinical social workers?|social workers?|licsws?|lcpcs?|lpccs?|lmsws?|mfts?"
            r"|marriage and family therapists?|professional counselors?"
            r"|mental health counselors?|(?:licensed |trained |ketamine |kap |our |your "
            r"|mental health "
            r"|massage )*(?:psycho)?therapists?|lcsws?(?:-c)?|lmfts?"
            r"|lpcs?|lmhcs?|licensed (?:professional |mental health )?counselors?|licensed clinical social workers?"
            r"|(?:our|licensed|trained|staff|kap|a) (?:(?!financ|genetic|camp|legal|debt)[\w-]+ )?counselors?"
            r"|cmhcs?|lpcas?|lcmhcs?",
            "registered_nurse": r"registered nurses?|rns?|(?:icu|critical care|infusion|er|ketamine"
            r"|pacu)[- ](?:trained "
            r"|certified )?(?:registered )?nurses?",
        }
    ),
    "memberships": _table(
        {
            "askp3": r"askp3?|american society of ketamine (?:physicians|practitioners)(?:[^.]{0,60}practitioners)?",
            "ketamine_training_center": r"ketamine training center",
            "joint_commission": r"joint commission",
            "aaahc": r"aaahc|accreditation association for ambulatory health ?care",
            "quad_a": r"quad ?a|aaaasf",
            "spravato_rems": r"rems(?:[- ]certified)?|certified (?:spravato|treatment) (?:treatment )?(?:center"
            r"|site|clinic"
            r"|provider)"
            r"|spravato[- ]certified|certified spravato|certified to (?:administer|provide|offer) spravato",
            "hospital_affiliated": r"(?:affiliated with|part of|department of|division of|a program of|within"
            "|member of"
            r"|located (?:in|inside|at)) "
            r"(?:the )?(?:[a-z&.' -]{0,50}?)(?:university|hospital|medical school|school of medicine"
            r"|academic medical center|health system)"
            r"|(?:affiliated with|part of|program of|department of"
            r"|division of) (?:the )?[a-z&.' -]{0,70}?"
            r"medical center|(?:program|clinic|service|department) (?:at|of) (?:the )?(?:[a-z&.'-]+ ){0,4}"
            r"(?:university (?:hospital|medical|health|of)|hospital|medical center|health system)",
            "va_community_care": r"(?:va|veterans affairs)(?:'s)? (?:community care|ccn)|community care network"
            "|triwest"
            r"|va mission act"
            r"|optum (?:va )?community care|va (?:authorized|approved) (?:community )?provider"
            r"|(?:va|veterans affairs)(?= [^.;]{0,80}\bcommunity care\b)",
            "maps_trained": r"maps[- ](?:trained|certified)|trained (?:by|through|with) maps"
            r"|multidisciplinary association for psychedelic studies"
            r"|maps'?s? (?:mdma[- ]assisted (?:psycho)?therapy )?(?:training|program|protocol)"
            r"|(?:completed|through|by) (?:the )?(?:[\w ]{3,40} and )?(?-i:MAPS)",
        }
    ),
    "monitoring": _table(
        {
            "vitals": r"blood[- ]pressure|pulse(?! ox)|vital(?: sign)?s|blood pressure|heart rate|vital-sign"
            r"|vital signs?|(?:blood pressure|arm) cuffs?|(?:an?|the) cuff|pressure(?=, (?:pulse|oxygen|heart))",
            "ecg": r"heart (?:rhythm |rate )?monitors?|(?:ekg|ecg) leads?|e[ck]g"
            r"|electro-?cardiogra\w+|telemetry|(?:cardiac|heart rhythm) monitor(?:s|ing)?"
            r"|heart rhythm|cardiac rhythm",
            "pulse_oximetry": r"(?:blood )?oxygen (?:is|are|level|monitor)\w*|your oxygen|(?:clip"
            r"|sensor) on (?:your|a|the) finger|oxygen(?= (?:is |are |level "
            r"|levels )?(?:checked|monitored|watched|measured"
            r"|tracked))|pulse[- ]ox(?:imet(?:ry|ers?))?|spo2|oxygen (?:saturation|levels?)"
            r"|blood oxygen"
            r"|oximet(?:ry"
            r"|er)"
            r"|(?:blood pressure|pulse|heart (?:rate|rhythm)),?(?: and| &)?(?: your| blood)* oxygen"
            r"(?! tanks?| masks?| on| is (?:on|at|in)| if| supply)"
            r"|oxygen(?: and|,|/| &) (?:blood pressure|pulse|heart rate)(?: \w+){0,2} (?:on|are|monitored"
            r"|checked|watched)"
            r"|fing(?:er|ertip) (?:sensor|clip|probe|monitor)"
            r"|o2 (?:sats?|saturation|levels?)"
            r"|oxygen (?:probe|reading|sensor|clip|monitor|saturation)s?|finger oxygen"
            r"|oxygen(?= on (?:the|a|our) (?:monitor|screen))"
            r"|(?:pressure|vitals|ekg|ecg|pulse|heart rate|rhythm|tracing)"
            r"(?:, [\w ]{2,20})?,? (?:and |& )?oxygen(?=,? (?:co2|and|throughout|are|the whole|without)|[.,)])",
            "acls_staff": r"advanced life support|acls|advanced (?:cardiac|cardiovascular) life support",
            "one_to_one_nurse": r"(?:one|a) (?:registered )?(?:nurse|rn) (?:stays|remains|sits|is) (?:in the room "
            r"|right )?(?:with|beside|by|next to) (?:you|each|every)|never (?:left )?alone"
            r"|nurse to yourself|one nurse (?:for|per|with) (?:each|every|one) (?:patient"
            r"|person|client)"
            r"|(?:one[- ](?:to|on)[- ]one|1[:-]1|1[- ](?:to|on)[- ]1"
            r"|dedicated)(?: \w+){0,3} (?:nurse"
            r"|nursing|rn|registered nurse)"
            r"|(?:nurse|rn)(?: \w+){0,6} (?:with you|at your side|by your side"
            r"|in the room)(?: \w+){0,3} (?:entire|whole|throughout|at all times|the entire)"
            r"|a nurse (?:stays|remains|sits) (?:with you|in the room|at your side)|private nurse"
            r"|your own (?:registered )?nurse"
            r"|(?:nurse|rn)(?: \w+){0,4} (?:to|for|with) you (?:and (?:no one|nobody) else|alone|only)"
            r"|(?:one|a) (?:registered )?nurse (?:for|to|with) (?:one|each|every) (?:patient|person|client)"
            r"|with no other patients?|nurse (?:who|that) is (?:only )?yours"
            r"|(?:1:1|1-to-1|one[- ]to[- ]one) (?:patient|staff|ratio)",
            "emergency_equipment": r"(?:crash|code|emergency) carts?|emergency (?:drugs|meds|kit|oxygen)|oxygen(?:,"
            r"| and)(?: \w+){0,3} (?:suction|defibrillator|emergency|rescue)|suction"
            r"|rescue (?:drugs|medications?)|crash cart|(?:emergency|resuscitation"
            r"|resuscitative) (?:medical )?(?:equipment"
            r"|medications?(?: and equipment)?|supplies)"
            r"|defibrillators?|aeds?|airway (?:equipment|supplies|management equipment)|reversal (?:agents"
            r"|medications)",
        }
    ),
    "insurance": _table(
        {
            "medicare": r"medicare(?! advantage plans? (?:is|are) not)",
            "medicaid": r"medicaid|medi-?cal|masshealth|ahcccs",
            "tricare": r"tri-?care",
            "va": r"veterans? affairs|va community care|department of veterans affairs"
            r"|va (?:benefits|insurance|coverage|referrals?|authorizations?|community care"
            r"|health ?care)"
            r"|the va|veterans affairs|triwest|va(?=[,;.]| and| or)",
            "aetna": r"aetna",
            "bcbs": r"blue cross(?: of [a-z]+)?|premera blue cross|regence bluecross\w*"
            r"|highmark(?: bcbs)?|carefirst|blues plans?|bcbs\w{0,2}"
            r"|blue ?cross(?:[ /&-]+(?:and )?blue ?shield)?|blueshield|anthem|blue shield"
            r"|florida blue|wellmark|premera|regence|highmark|excellus|horizon blue",
            "cigna": r"cigna|evernorth",
            "united": r"united(?=,| and| or|\.|;)|unitedhealth(?:care)?|uhc|united ?health ?care|uhc"
            r"|united (?:health|behavioral)|optum(?! (?:va )?community)",
            "humana": r"humana",
            "kaiser": r"kaiser(?: permanente)?",
        }
    ),
    "financing": _table(
        {
            "carecredit": r"care ?credit",
            "advance_care": r"advance ?care(?: card)?",
            "affirm": r"(?-i:Affirm)|with affirm",
            "klarna": r"klarna",
            "financing_plans": r"afterpay|sezzle|paypal credit|pay in (?:4|four)|pay (?:over time|monthly)"
            r"|monthly payments|zip pay|lenders?|medical loans?|financing|finance (?:your"
            r"|options?|plans?|partners?)|cherry|sunbit|patientfi"
            r"|scratch ?pay"
            r"|united credit"
            r"|prosper(?: healthcare)?|lending(?: ?club| partners?)?|alphaeon|greensky|denefits"
            r"|wells fargo health|proceed finance|pay later"
            r"|united medical credit|care payment|third[- ]party financing|approved lenders?",
            "in_house_plan": r"in-?house (?:payment plans?|financing|plans?|installments?)|payment plans?|(?:monthly"
            r"|weekly) installments?|installment plans?"
            r"|pay (?:in|over) (?:\w+ )?installments|split (?:the cost|your payments?|the payments?|payments?)"
            r"|(?:split|divide|break|spread)(?:ing|s)?(?: [\w$,.-]+){0,4} (?:up )?(?:into|in|over|across) "
            r"(?:two|three|four|five|six|\d|several|monthly|equal|smaller)(?: \w+)? "
            r"(?:payments?|installments?|months)"
            r"|(?:split|divide)(?:ing|s)? (?:\w+ ){0,2}(?:cost|price|fee|package|series|bill|total)s? (?:in|into|over) "
            r"(?:two|three|four|\d|several)\b"
            r"|(?:two|three|four|five|six|[2-6]) (?:equal |monthly |interest-free )?(?:payments?|installments?)"
            r"(?= of \$|[^.;]{0,30}\b(?:with|to) (?:us|me|our office|the (?:office|clinic))\b)"
            r"|pay(?:ing)? (?:us )?(?:in|over) (?:two|three|four|\d|several) (?:parts|payments|installments)"
            r"|no (?:third[- ]party|outside|bank)(?: finance)? (?:company|lender|bank)"
            r"|(?:with|to) us (?:directly )?(?:over|in) (?:time|installments|two|three)|payment arrangements?"
            r"|(?:half|50%) (?:now|down|today|up ?front|at the (?:first|start)|to start)[^.;]{0,60}\b(?:half|rest"
            r"|remainder|balance)",
            "membership": r"memberships?(?: (?:program|plan|option)s?)?",
            "package_discount": r"(?:package|bundle|series|prepay|pre-?paid|multi-?session|pay-in-full"
            r"|bulk)(?: \w+){0,2} (?:discounts?|savings?|rates?|pricing)"
            r"|discount(?:s|ed)?(?: \w+){0,6} (?:packages?|series|bundles?|infusions|prepa\w+|pre-pa\w+"
            r"|in full|up ?front)"
            r"|save \$?[\d,.]+ ?%?(?: \w+){0,10} (?:packages?|series|bundles?|six|up ?front|in full|prepay|pre-pay)"
            r"|(?:packages?|series|bundles?)(?: \w+){0,8} (?:discount(?:ed)?|sav(?:e|ings?)|reduced)"
            r"|\d+ ?% (?:off|discount)(?: \w+){0,8} (?:packages?|series|prepa\w+|in full|up ?front"
            r"|infusions)"
            r"|(?:pay|paid|paying|prepay\w*|purchas\w+)(?: \w+){0,8} (?:up ?front|in full|in advance"
            r"|package|series)(?: \w+){0,6} (?:discount|save|off)",
            "veteran_discount": r"(?:veterans?'?|military)(?:,? (?:and|&|/|,)? ?(?:[a-z]+ ){0,4})?discounts?"
            r"|discounts?(?:[^.;]{0,60}?)(?:veterans?|military)"
            r"|(?:\d+ ?% |\$\d+ )(?:off|discount)(?:[^.;]{0,40}?)(?:veterans?|military)|(?:veterans?"
            r"|military)(?:[^.;$]{0,60}?)(?:\d+ ?% |\$\d+ )(?:off|discount)",
            "first_responder_discount": r"(?:first[- ]responders?'?|firefighters?|police|paramedics?"
            r"|emts?)(?:[^.;$]{0,40}?)"
            r"(?:discounts?|\d+ ?% off|\$\d+ off)"
            r"|(?:discounts?|\d+ ?% off|\$\d+ off)(?:[^.;]{0,60}?)first[- ]responders?",
            "sliding_scale": r"sliding[- ](?:fee )?scale|income[- ]based (?:fees?|pricing|rates?)"
            r"|(?:reduced|low|lower)[- ](?:fee|cost|rate) (?:spots?|slots?|places|openings)"
            r"|slid(?:es?|ing) (?:by|with|according to|based on|fees?|rates?|spots?|slots?)"
            r"|(?:depending|based) (?:up)?on (?:your |household |family |their )*income|pay what you can"
            r"|(?:according|tied) to (?:your |household |family )*income|by (?:household|family) income",
            "grants": r"(?:ketamine )?grants?|scholarships?|financial assistance|charity care|free (?:care"
            r"|treatments?) (?:fund|program)|ketamine fund"
            r"|free (?:series|sessions?|infusions?|spots?|places?) for (?:somebody|someone|people|those"
            r"|patients)|charity care|(?:access|hardship|scholarship|assistance|patient|community|small"
            r"|compassion|treatment"
            r"|open \w+|giving|need-based) fund|fund (?:for (?:people|patients|those|clients)|pays|helps|covers)",
            "manufacturer_savings_program": r"(?:janssen carepath|j&j withme|johnson & johnson (?:withme|patient)"
            r"|spravato withme"
            r"|withme)(?: savings)?(?: program)?"
            r"|(?:manufacturer'?s?|maker'?s?|spravato|janssen|co-?pay) (?:co-?pay )?(?:savings|assistance"
            r"|rebate)(?: program| card)?",
            "hsa_fsa": r"health savings|flex(?:ible)? spending|flex cards?|hsa|fsa|hsas?(?: ?[/&] ?fsas?"
            r"| (?:and|or) fsas?)?|fsas?|health savings accounts?"
            r"|flexible spending(?: accounts?)?",
        }
    ),
    "accessibility": _table(
        {
            "wheelchair": r"step-free|accessible (?:entrance|building|office|restrooms?|parking)|(?:ada"
            r"|handicap)[- ]accessible|ramps?(?= (?:at|and|to|in|is)|[.,;])|elevator (?:access"
            r"|to)|wheel-?chair(?:[- ]accessible| access)?|ada[- ](?:accessible|compliant)"
            r"|handicap(?:ped)?[- ]accessible"
            r"|(?:has|have|with|are) no (?:steps|stairs)"
            r"|no (?:steps|stairs) (?:to|at|from|into)"
            r"|no-step entr\w+"
            r"|ramp on the",
            "parking": r"park (?:behind|in (?:the|our)|for free|free|on (?:the )?street|out(?:side"
            r"| front))|parking lot|(?:garage|lot) (?:next door|behind|across|is free)"
            r"|(?:free |on-?site |street |garage |ample |validated |private "
            r"|complimentary )*parking"
            r"|(?:free|parking|big|large|our|own|attached|adjacent) (?:lot|garage|ramp)s?"
            r"|park (?:right |anywhere |directly |your car )?(?:anywhere|at|by|near|in|on|behind|next to|along)",
            "transit": r"bus(?:es)?(?: lines?| routes?)? (?:\d+|stops?)|bus \w+ stops|(?:red|blue|green"
            r"|orange|yellow|purple|silver|gold|brown|pink|expo) line|(?:train|subway|metro"
            r"|light[- ]rail|streetcar|trolley|max|marta|muni|cta|mbta|septa) (?:station|stop"
            r"|line)s?|streetcar|trolley|by (?:bus|train|subway)|(?:caltrain|marta|septa|mbta)"
            r"|public transit|public transportation|subway|metro (?:station|stop|line)"
            r"|bus (?:stop|line"
            r"|route)s?|light rail|train station|bart"
            r"|(?:blocks?|steps?|feet|minutes?(?:' walk)?|across) from (?:the |a )?(?:[\w-]+ ){0,3}(?:bus|train|subway"
            r"|station|trolley|tram)"
            r"|(?:metro|bus|transit|city|capmetro) (?:routes?|lines?|no\.|number) [\w, /&-]{1,25}? (?:stops?|runs?)"
            r"|on the [\w-]+ (?:bus|train|metro|tram) (?:line|route)"
            r"|bus(?:es)? (?:routes? )?\d+\w?"
            r"|(?:transit|trax|tram|route \w+|line \w+|lextran|metrolink|the l)(?: [\w.]+){0,2} stops?"
            r"|on (?:the )?(?:bus|train|transit|metro|subway)|(?:near|close to|next to|by) (?:the |a )?"
            r"(?:[\w-]+ )?(?:bus|train|subway|metro|rail)",
            "interpreter": r"interpretation|translators?|sign language|asl|interpreters?"
            r"|interpretation services?|language line",
        }
    ),
}

#: What stands in every text that names a word of the field (in lower case): a quick look before the slow one.
STEMS: dict[str, tuple[str, ...]] = {
    "routes": (
        "iv",
        "i.v",
        "intrav",
        "infusion",
        "drip",
        "im",
        "i.m",
        "intra",
        "inject",
        "shot",
        "cutan",
        "subq",
        "sub-q",
        "sub q",
        "skin",
        "spravato",
        "ketamine",
        "nasal",
        "lingual",
        "lozenge",
        "troche",
        "dissolv",
        "rdt",
        "odt",
        "oral",
        "buccal",
        "tablet",
    ),
    "settings": ("home", "tele", "virtual", "video", "online", "remote", "zoom", "doxy"),
    "conditions": (
        "natal",
        "nerve",
        "phantom",
        "drinking",
        "depress",
        "mdd",
        "trd",
        "bipolar",
        "suicid",
        "anxiety",
        "gad",
        "panic",
        "ptsd",
        "traumatic",
        "ocd",
        "compulsive",
        "postpartum",
        "post-partum",
        "perinatal",
        "ppd",
        "eating",
        "anorexia",
        "bulimia",
        "addiction",
        "substance",
        "alcohol",
        "opio",
        "opiate",
        "sud",
        "aud",
        "depend",
        "pain",
        "crps",
        "rsd",
        "reflex",
        "fibromyalgia",
        "neurop",
        "nerve",
        "neuralgia",
        "migraine",
        "headache",
    ),
    "services": (
        "groups",
        "manag",
        "med check",
        "therap",
        "kap",
        "counsel",
        "cbt",
        "emdr",
        "integration",
        "group",
        "psychiatric",
        "mental",
        "medication",
        "med management",
        "tms",
        "magnetic",
        "theta",
        "nad",
        "nicotin",
        "can join",
        "evaluat",
        "dbt",
        "ifs",
        "somatic",
        "medic",
    ),
    "clinicians": (
        "mft",
        "lcpc",
        "licsw",
        "lmsw",
        "worker",
        "sthesi",
        "psychia",
        "emergency",
        "er ",
        "pain",
        "family",
        "intern",
        "neurolog",
        "crna",
        "nurse",
        "pmhnp",
        "psych",
        "np",
        "aprn",
        "physician",
        "pa-c",
        "psyd",
        "psy.d",
        "therapist",
        "lcsw",
        "lmft",
        "lpc",
        "lmhc",
        "counselor",
        "social",
        "rn",
        "cmhc",
    ),
    "memberships": (
        "askp",
        "american society",
        "training",
        "joint",
        "aaahc",
        "ambulatory",
        "quad",
        "aaaasf",
        "rems",
        "spravato",
        "hospital",
        "university",
        "school",
        "academic",
        "health system",
        "va",
        "veterans",
        "community care",
        "triwest",
        "maps",
        "multidisc",
        "medical",
        "program of",
    ),
    "monitoring": (
        "o2",
        "finger",
        "clip",
        "sensor",
        "alone",
        "suction",
        "rescue",
        "code cart",
        "advanced",
        "vital",
        "pressure",
        "heart",
        "ekg",
        "ecg",
        "cardio",
        "cardiac",
        "telemetry",
        "pulse",
        "ox",
        "spo2",
        "acls",
        "life support",
        "nurse",
        "nursing",
        "rn",
        "crash",
        "emergency",
        "resuscit",
        "defib",
        "aed",
        "airway",
        "reversal",
        "cuff",
        "1:1",
        "one-to-one",
    ),
    "insurance": (
        "medi",
        "masshealth",
        "ahcccs",
        "tricare",
        "tri-care",
        "va",
        "veterans",
        "triwest",
        "aetna",
        "bcbs",
        "blue",
        "anthem",
        "cigna",
        "evernorth",
        "united",
        "uhc",
        "optum",
        "humana",
        "kaiser",
        "wellmark",
        "premera",
        "regence",
        "highmark",
        "excellus",
    ),
    "financing": (
        "afterpay",
        "sezzle",
        "paypal",
        "zip",
        "loan",
        "flex",
        "care",
        "affirm",
        "klarna",
        "financ",
        "cherry",
        "sunbit",
        "patientfi",
        "scratch",
        "credit",
        "prosper",
        "lend",
        "alphaeon",
        "greensky",
        "denefits",
        "wells",
        "pay",
        "plan",
        "house",
        "install",
        "split",
        "member",
        "package",
        "bundle",
        "series",
        "discount",
        "save",
        "saving",
        "off",
        "sliding",
        "income",
        "grant",
        "scholar",
        "assist",
        "charity",
        "free",
        "fund",
        "withme",
        "janssen",
        "carepath",
        "hsa",
        "fsa",
        "health savings",
        "flexible",
        "slid",
        "divide",
        "break",
        "spread",
        "lender",
        "third",
        "veteran",
        "fee spot",
        "fee place",
        "buy",
        "sixth",
        "instead",
        "apiece",
        "half",
        "with us",
        "militar",
        "responder",
        "fire",
        "police",
        "rate",
        "price of",
        "less",
    ),
    "accessibility": (
        "block",
        "route",
        "minutes",
        "stairs",
        "step",
        "ramp",
        "elevator",
        "accessible",
        "park",
        "garage",
        "bus",
        "line",
        "station",
        "streetcar",
        "trolley",
        "caltrain",
        "marta",
        "septa",
        "mbta",
        "translat",
        "sign",
        "asl",
        "wheel",
        "ada",
        "handicap",
        "parking",
        "transit",
        "transport",
        "subway",
        "metro",
        "bus ",
        "rail",
        "train",
        "bart",
        "interpret",
        "language line",
        "lot",
        "tram",
        "trax",
    ),
}
