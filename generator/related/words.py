"""Words that tell no subject by themselves.

Where it stands: first in `related`; `terms` leaves them out, or takes them only beside others.
"""

from lunr.stop_word_filter import WORDS as STOP_WORDS

from generator.topics.phrases import fold

# A list of words is best read, sorted and changed as running text. (SIM905)
_FUNCTION_WORDS = """
    above again against along already although always another anything around away back be become becomes becoming
    before behind being below beneath beside besides between beyond both down due during each either else enough etc
    even everything except few first five former four from further hence here herein how however indeed inside instead
    into itself last latter less many meanwhile more moreover mostly much namely near never nevertheless next nine no
    none nothing now nowhere once one onto others otherwise ours out outside over part per perhaps rather same second
    see seem seems several show side six some something sometimes still such take takes taken ten then there thereby
    therefore third those though three through throughout thus together too toward towards two under unlike until up
    upon used uses using very via well whatever whenever whereas whereby wherein whether whole whose within without
""".split()  # noqa: SIM905
"""What the search's stop words leave of English words that only join others."""
_BOILERPLATE = """
    ability ablation able abstract accordingly achieve achieved achieving actually additional additionally address
    addressed addressing advance advanced advancement advantage aforementioned ai aim al allow allowing alternative
    applied apply applying approach art article aspect available based baseline best better big broad broader build
    building built capability capable case challenge challenging clear combine combining common commonly comparable
    compare compared comparing competitive complex comprehensive conduct conducted consider considerable considering
    consistent consistently contribution create critical crucial current currently delve demonstrate demonstrated
    demonstrating depend design designed despite detailed develop developed developing difference different
    difficult directly diverse does drawing easily easy effective effectively effectiveness efficacy emerge emerged
    emerging emphasize emphasizing employ employing enable enabled enabling enhance enhancing ensure ensuring entire
    especially essential et evaluate evaluated evaluating evaluation example excel excellent exhibit existing
    experiment experimental explore explored extend extensive extensively facilitate fail far fast faster feature
    field finally finding focus following formulate framework fully fundamental furthermore future gain gap general
    generally given goal good great greatly help higher highlight highly holistic hope huge idea ideal impact
    important importantly impressive improve improved improvement improving include including increase increased
    increasing increasingly inherent insight instead integrate integrating intricate introduce introduced
    introducing investigate investigated involve issue key known lack large larger lead leading leave leverage
    leveraging like limit limitation limited line lower main mainly maintain maintaining major make making manner
    match measure mechanism method methodology mitigate modern motivated multiple named necessary need needed new
    notable notably novel number numerous obtain obtained obtaining offer offering opportunity order outperform
    outperforming outstanding overall overcome page paper paradigm particular particularly perform performance
    performing pipeline pivotal popular pose possible potential potentially power powerful practical practice
    present presented presenting prevalent previous previously primarily prior problem process produce promising
    proposal propose proposed proposing prove provide provided providing publicly quality range rapid rapidly rate
    readily real realistic reason recent recently reduce reduced reducing related release released relevant rely
    relying remain remarkable report reported represent require required requiring research researchers respectively
    result resulting reveal rich right role run said scenario seek serve set setting setup shed showcase showcasing
    showed showing shown significance significant significantly similar simple simply simultaneously small solution
    solve solving sota source specifically standard state step strategy strong struggle studied study substantial
    substantially success successful successfully suffer suggest suitable superior superiority support surpass
    surpassing tackle tackling target task technical technique term test tested thorough time today total
    traditional train trained training typical typically ultimately underscore understand understanding unified
    unique unlike unlock unprecedented use used useful user using usual usually utilize utilized utilizing valuable
    value variety various vary version vital way wide widely widespread work world year yield
    """.split()  # noqa: SIM905
"""What papers of any subject say: read off the thousand commonest words of 3,700 abstracts of another year."""
BEGINNINGS = frozenset(
    """
    anti bi co computer cross dual few fine full high inter intra lightly long low meta mid mini mono multi non off
    one open out over parameter per plug post pre pseudo re self semi short single sub super ultra under weakly zero
    """.split()  # noqa: SIM905
)
"""Words that say something only before another: `few-shot`, `out of distribution`."""
ENDINGS = frozenset(
    """
    agnostic augmented aware bit centric conditioned driven end enhanced free guided half hand induced level oriented
    play powered scale scaled shot side specific tuned wise
    """.split()  # noqa: SIM905
)
"""Words that say something only behind another: `token-wise`, `few-shot`."""
_SHORTEST_ADVERB = 6
"""Letters; shorter words in -ly are mostly none (`fly`, `reply`, `early`)."""
_NO_ADVERBS = frozenset(
    """
    anomaly apply assembly butterfly comply costly disassembly elderly family friendly hourly imply likely monopoly
    monthly multiply orderly quarterly scholarly supply unlikely weekly
    """.split()  # noqa: SIM905
)
GENERAL = frozenset(
    """
    ai algorithm artificial computation data deep dl dnn intelligence language large learning llm lm machine ml model
    natural network neural nlp nn plm pretrained
    """.split()  # noqa: SIM905
)
"""Words that name no more than the trade, alone and beside one another: `machine learning`, `neural network`, `LM`."""
PASSED_OVER = frozenset(map(fold, (*STOP_WORDS, *_FUNCTION_WORDS, *_BOILERPLATE))) - BEGINNINGS - ENDINGS
"""Words that say nothing anywhere, folded."""


def is_adverb(word: str) -> bool:
    """Return whether a word in small letters tells how something is done, which papers of any subject do."""
    return word.endswith("ly") and len(word) >= _SHORTEST_ADVERB and word not in _NO_ADVERBS | BEGINNINGS
