import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.clean.language import (
    choose_language,
    passage_language,
    stated_language,
    tell_language,
)
from pipeline.records import Document, Rejected

ARTICLES = sorted((Path(__file__).parents[2] / "corpus" / "sample" / "articles").glob("*.md"))
PIECES = {
    "en": (
        "The museum opened its doors on Friday with an exhibition about travelling "
        "puppets, and the ministry paid for the buses that brought the school classes "
        "from the villages."
    ),
    "fr": (
        "Le musée a ouvert ses portes vendredi avec une exposition consacrée aux "
        "marionnettes itinérantes, et le ministère a payé les autocars qui amenaient les "
        "classes des villages."
    ),
    "de": (
        "Das Museum öffnete am Freitag seine Türen mit einer Ausstellung über reisende "
        "Puppen, und das Ministerium bezahlte die Busse, die die Schulklassen aus den "
        "Dörfern brachten."
    ),
    "es": (
        "El museo abrió sus puertas el viernes con una exposición sobre títeres "
        "viajeros, y el ministerio pagó los autobuses que trajeron a las clases desde "
        "los pueblos."
    ),
    "it": (
        "Il museo ha aperto le porte venerdì con una mostra sulle marionette itineranti, "
        "e il ministero ha pagato gli autobus che hanno portato le classi dai villaggi."
    ),
    "pt": (
        "O museu abriu as portas na sexta-feira com uma exposição sobre marionetas "
        "itinerantes, e o ministério pagou os autocarros que trouxeram as turmas das "
        "aldeias."
    ),
    "nl": (
        "Het museum opende vrijdag zijn deuren met een tentoonstelling over reizende "
        "poppen, en het ministerie betaalde de bussen die de schoolklassen uit de dorpen "
        "brachten."
    ),
    "pl": (
        "Muzeum otworzyło w piątek swoje podwoje wystawą o wędrownych lalkach, a "
        "ministerstwo zapłaciło za autobusy, które przywiozły klasy szkolne z "
        "okolicznych wsi."
    ),
    "ru": (
        "Музей открыл свои двери в пятницу выставкой о странствующих куклах, а "
        "министерство оплатило автобусы, которые привезли школьные классы из деревень."
    ),
    "uk": (
        "Музей відчинив двері у п'ятницю виставкою про мандрівних ляльок, а міністерство "
        "оплатило автобуси, які привезли шкільні класи з сіл."
    ),
    "ar": (
        "افتتح المتحف أبوابه يوم الجمعة بمعرض عن الدمى المتجولة، ودفعت الوزارة تكاليف "
        "الحافلات التي أحضرت تلاميذ المدارس من القرى المجاورة."
    ),
    "zh": (
        "博物馆星期五开门，举办了一个关于流动木偶的展览，文化部支付了把学生从各个村庄接来的汽车费用，孩子们非常高兴地看到了古老的木偶。"
    ),
    "ja": (
        "博物館は金曜日に旅する人形についての展覧会で開館し、文化省は村々から学校の生徒たちを連れてきたバスの費用を支払いました。子どもたちは喜びました。"
    ),
    "ko": (
        "박물관은 금요일에 여행하는 인형에 관한 전시회로 문을 열었"
        "고 문화부는 마을에서 학생들을 데려온 버스 비용을 지불했다."
    ),
    "tr": (
        "Müze cuma günü gezgin kuklalar üzerine bir sergiyle kapılarını açtı ve "
        "bakanlık, köylerden okul sınıflarını getiren otobüslerin parasını ödedi."
    ),
    "el": (
        "Το μουσείο άνοιξε τις πόρτες του την Παρασκευή με μια έκθεση για τις "
        "περιπλανώμενες κούκλες και το υπουργείο πλήρωσε τα λεωφορεία που έφεραν τα "
        "σχολεία."
    ),
    "sv": (
        "Museet öppnade på fredagen med en utställning om kringresande dockor, och "
        "departementet betalade för bussarna som hämtade skolklasserna från byarna."
    ),
    "da": (
        "Museet åbnede fredag med en udstilling om omrejsende dukker, og ministeriet "
        "betalte for busserne, som hentede skoleklasserne fra landsbyerne."
    ),
    "no": (
        "Museet åpnet fredag med en utstilling om omreisende dukker, og departementet "
        "betalte for bussene som hentet skoleklassene fra bygdene."
    ),
    "fi": (
        "Museo avasi ovensa perjantaina kiertäviä nukkeja esittelevällä näyttelyllä, ja "
        "ministeriö maksoi bussit, jotka toivat koululuokat kylistä."
    ),
    "cs": (
        "Muzeum otevřelo v pátek své brány výstavou o putovních loutkách a ministerstvo "
        "zaplatilo autobusy, které přivezly školní třídy z vesnic."
    ),
    "hu": (
        "A múzeum pénteken nyitotta meg kapuit a vándorbábokról szóló kiállítással, és a "
        "minisztérium fizette a buszokat, amelyek az iskolásokat hozták a falvakból."
    ),
    "ro": (
        "Muzeul și-a deschis vineri porțile cu o expoziție despre păpuși călătoare, iar "
        "ministerul a plătit autobuzele care au adus clasele din sate."
    ),
    "he": (
        "המוזיאון פתח את שעריו ביום שישי בתערוכה על בובות נודדות, והמשרד שילם על "
        "האוטובוסים שהביאו את הכיתות מהכפרים."
    ),
    "fa": (
        "موزه روز جمعه با نمایشگاهی درباره عروسک‌های دوره‌گرد درهای خود را گشود و "
        "وزارتخانه هزینه اتوبوس‌هایی را پرداخت که دانش‌آموزان را از روستاها آوردند."
    ),
    "hi": (
        "संग्रहालय ने शुक्रवार को घूमने वाली कठपुतलियों की प्रदर्शनी के साथ अपने द्वार "
        "खोले और मंत्रालय ने गाँवों से बच्चों को लाने वाली बसों का भुगतान किया।"
    ),
    "vi": (
        "Bảo tàng mở cửa vào thứ sáu với một cuộc triển lãm về những con rối lưu động, "
        "và bộ đã trả tiền xe buýt đưa học sinh từ các làng đến."
    ),
    "id": (
        "Museum itu membuka pintunya pada hari Jumat dengan sebuah pameran boneka "
        "keliling karena kementerian membayar bus yang membawa anak-anak sekolah dari "
        "desa, sehingga mereka bisa menonton pertunjukan secara gratis bersama orang tua "
        "mereka."
    ),
    "ca": (
        "El museu va obrir les portes divendres amb una exposició sobre titelles "
        "ambulants, i el ministeri va pagar els autobusos que van portar les classes des "
        "dels pobles."
    ),
    "sw": (
        "Jumba la makumbusho lilifungua milango yake siku ya Ijumaa kwa maonyesho ya "
        "vikaragosi, na wizara ililipia mabasi yaliyowaleta wanafunzi kutoka vijijini."
    ),
}


@pytest.mark.parametrize("language", PIECES)
def test_each_language_is_told(language: str) -> None:
    assert tell_language(PIECES[language]) == language


@pytest.mark.parametrize("language", sorted(set(PIECES) - {"en"}))
def test_a_passage_tells_its_own_language(language: str) -> None:
    assert passage_language(PIECES[language], "en") == language


def test_short_and_unsure_passages_take_their_documents_language() -> None:
    assert passage_language("Le musée a ouvert.", "en") == "en"
    names = (
        "Ana Sample, Bo Example, Wang Li, João Exemplo, Igor Obrazets, Mehmet Ornek, Eva Priklad"
    )
    assert passage_language(f"{names}; {names}", "en") == "en"
    assert passage_language("1950 12.5 1,204 | 1951 13.1 2,310 | " * 5, "fr") == "fr"


def test_a_document_is_in_the_language_of_most_of_its_words() -> None:
    english, french = f"{PIECES['en']}\n\n", f"{PIECES['fr']}\n\n"
    assert tell_language(english * 3 + french * 12) == "fr"
    assert tell_language(french * 3 + english * 12) == "en"
    assert tell_language(english * 2 + french * 12 + english * 2) == "fr"


@pytest.mark.parametrize("text", ["", "Puppets", "x1 y2 z3 " * 9, "12 14 16 " * 30])
def test_what_cannot_be_told_is_undetermined(text: str) -> None:
    assert tell_language(text) == "und"


def test_a_sure_text_overrules_what_its_template_states() -> None:
    assert choose_language("en", PIECES["es"]) == "es"
    assert choose_language("en", "Títeres y música") == "en"
    assert choose_language("", PIECES["es"]) == "es"
    assert choose_language("gl", "12 14 16 " * 30) == "gl"


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en-GB", "en"), (" PT_br", "pt"), ("", ""), ("ger", "de"), ("xyz", ""), ("1x", "")],
)
def test_stated_tags(stated: str, code: str) -> None:
    assert stated_language(stated) == code


def test_our_articles_are_english_in_every_part() -> None:
    pick = random.Random(1)
    for path in ARTICLES:
        text = path.read_text("utf-8").split("---\n", 2)[2].strip()
        start = pick.randrange(max(1, len(text) - 500))
        assert tell_language(text) == "en"
        assert passage_language(text[start : start + 500], "en") == "en"


def test_documents_carry_it(clean: Callable[..., Document | Rejected]) -> None:
    outcome = clean(f'<html lang="en"><body><p>{PIECES["de"]}</p></body></html>', "text/html")
    assert isinstance(outcome, Document)
    assert outcome.language == "de"
    assert outcome.quality == 1.0
