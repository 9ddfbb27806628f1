"""How pages say that what stands on them is not the whole article: invitations to read on, and links to the rest.

Written by hand in the languages of the pages that were looked at and of those with many outlets; a page that says it in
another language or in other words is told by its metadata and by where its text breaks off, or not at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

_READERS = r"(?:subscribers?|members?|registered (?:users|readers)|premium (?:users|readers|members))"
_PIECE = r"(?:article|story|report|content|post|analysis|piece|item)"
_WHOLE = r"(?:full|entire|whole|complete) (?:article|story)"
#: Each alternative is about reading on; what invites only to subscribe stands below whole articles too.
_READ_ON = "|".join(
    (
        # English
        r"\b(?:to|and|please) (?:continue|keep) reading|^(?:continue|keep) reading\b",
        rf"\b(?:read|see|unlock|access|view|get) (?:the|this) (?:{_WHOLE}|rest of)",
        rf"\bthis {_PIECE} is (?:(?:only|exclusively|available|reserved|just|locked|exclusive) ){{0,3}}(?:for|to) "
        rf"(?:[\w’'-]+ ){{0,3}}{_READERS}",
        r"\b(?:subscribe|register|sign up|sign in|log in|join)(?: now| today| here| free)? to "
        r"(?:read(?! (?:the )?comments)|continue|unlock)",
        r"\b(?:for|to) (?:paying )?subscribers only\b|\bsubscribers?[- ]only (?:article|story|content)",
        rf"\bbecome an? (?:subscriber|member) to (?:read|continue|unlock)|\bthe rest of (?:this|the) {_PIECE}",
        rf"\byou(?: ha|’|')ve (?:reached|read|used) (?:your|all).{{0,40}}(?:articles|stories)|\b{_PIECE} is locked",
        # German
        r"\bweiter(?:zu)?lesen\b.{0,40}\b(?:mit|abo|plus)|\b(?:um|jetzt|hier|abo\w{0,20}) .{0,60}weiter(?:zu)?lesen\b",
        r"\b(?:ganzen|vollständigen|kompletten|gesamten) (?:artikel|text|beitrag)\b",
        r"\b(?:nur|exklusiv) für (?:[\w+-]+ ){0,2}(?:abonnent|mitglieder|registrierte)",
        # French
        r"\bréservée?s? (?:aux|à nos) abonnés|\blire la suite (?:de|avec|en)|\bpour lire la suite|\bil vous reste \d+",
        r"\babonnez-vous pour (?:lire|continuer|accéder)|\bla suite (?:de cet article|est réservée)",
        # Spanish and Portuguese
        r"\bpara (?:seguir|continuar) leyendo|\b(?:artículo|contenido|noticia) (?:exclusiv[oa] |sol[oa] |sólo )?para "
        r"suscriptores|\bsuscríbe(?:te|se) para (?:seguir|leer|continuar)|\bleer (?:el artículo|la noticia) complet",
        r"\bpara continuar (?:lendo|a ler)|\bexclusiv[oa] para assinantes|\bassine para (?:ler|continuar)",
        # Italian, Dutch
        r"\bper continuare a leggere|\briservat[oa] agli abbonati|\babbonati per (?:leggere|continuare)",
        r"\bverder te lezen|\blees (?:nu )?verder (?:met|als)|\b(?:alleen|exclusief) voor abonnees",
        r"\bhet (?:hele|volledige) artikel (?:te )?lezen",
        # The Nordic languages
        r"\bläs(?:a)? (?:hela artikeln|vidare)|\bfortsätta läsa|\b(?:endast|bara) för prenumeranter",
        r"\b(?:læse?|lese?) (?:hele (?:artiklen|artikkelen|saken|historien)|videre)|\b(?:kun|bare) for abonnenter",
        # Polish, Czech
        r"\b(?:tylko|wyłącznie) dla (?:prenumerator|subskrybent|abonent)|\baby (?:przeczytać całość|czytać dalej)",
        r"\b(?:jen|pouze) pro předplatitele|\bcelý článek (?:je|si)\b|\bpokračovat ve čtení",
        # Russian, Ukrainian, Turkish
        r"(?:только для|доступ\w* (?:только )?) ?подписчик|чтобы (?:дочитать|продолжить чтение)|лише для передплатник",
        r"\bokumaya devam etmek|\byalnızca aboneler|\babonelere özel|\bdevamını okumak için",
        # Chinese, Japanese, Korean
        r"(?:订阅|訂閱|登录|登錄|登入).{0,6}(?:阅读|閱讀)|(?:本文|全文).{0,4}(?:仅限|僅限|限).{0,4}(?:会员|會員|订户|訂戶)",
        r"この記事は(?:有料)?会員限定|会員限定記事です|残り\s?[\d,]{1,6}\s?文字|続きを(?:お読み|読むには)|続きは.{0,12}会員",
        r"(?:구독자|유료 ?회원) ?전용|계속 읽으(?:려면|시려면)|전문을 (?:보|읽)(?:으)?(?:려면|시려면)",
        # Arabic, Hebrew, Hindi
        r"لمتابعة القراءة|للمشتركين فقط|להמשך קריאה|למנויים בלבד|(?:पढ़ें पूरी खबर|पूरी खबर पढ़ें)",
    )
)
_NOTICE = re.compile(_READ_ON)
_MORE = re.compile(
    r"^\W*(?:read (?:more|on|full|the (?:full|whole|rest))|continue reading|keep reading|full (?:story|article|text)"
    r"|weiterlesen|mehr lesen|zum (?:ganzen )?artikel|lire (?:la suite|plus)|en savoir plus|leer más|seguir leyendo"
    r"|ler mais|leia mais|continuar a ler|leggi (?:tutto|di più)|continua(?: a leggere)?|lees (?:verder|meer)|läs mer"
    r"|læs mere|les mer|czytaj (?:dalej|więcej)|číst dál|читать (?:далее|дальше|полностью)|devamını oku|続きを読む"
    r"|继续阅读|阅读全文|閱讀全文|더 ?보기|اقرأ المزيد|और पढ़ें)\b"
)
#: Longer lines are sentences of the article.
_LONGEST = 200
_LONGEST_LINK = 60


@lru_cache(maxsize=1_024)  # the lines of one page are asked for twice
def asks_to_read_on(line: str) -> bool:
    """Whether a line of a page says that more of the article is to be had elsewhere, or by readers who pay.

    >>> asks_to_read_on("Subscribe to continue reading"), asks_to_read_on("Subscribe to our newsletter")
    (True, False)
    """
    return len(line) <= _LONGEST and _NOTICE.search(line.lower()) is not None


def leads_on(line: str) -> bool:
    """Whether the words of a link lead to the rest of an article ("Read more").

    >>> leads_on("Read more »"), leads_on("More than 40 hurt in Lindau")
    (True, False)
    """
    return len(line) <= _LONGEST_LINK and _MORE.match(line.lower()) is not None
