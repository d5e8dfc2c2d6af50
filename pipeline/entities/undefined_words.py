"""Words in capitals that are no acronyms of bodies."""

from __future__ import annotations

_FORMATS = (
    "ajax api apis ascii asp bmp cgi cli cms cname cnames cpu crm css csv dns dnssec doc docx dvd "
    "epub faq faqs ftp gif gps gpu gui hsts html http https icon ide imap ip isp ivr jpeg jpg js "
    "json jsonp kml kpi lan lte mms mobi mp3 mpeg oauth ocr odbc odt pci pdf pdfs php pki png ppt "
    "pptx ram rdf rest rfid rom rss rtf saas sdk seo serp sftp sgml sim sms smtp soap sparql sql "
    "ssd ssh ssl sso svg tcp tiff tls txt ui url urls usb utf ux vga vhs voip vpn vr wan wcag "
    "wifi wms wsdl www wysiwyg xhtml xls xlsx xml xsl yaml zip"
)
_UNITS = (
    "aedt aest am bpm bps bst btu cc cdt cet cm cst cwt db dpi edt est ev fps ft gb gbps ghz gmt "
    "gw gwh ha hp hz kb kbps kcal kg khz km kmh kt kv kw kwh lb lbs ma mb mbpd mbps mdt mg mhz ml "
    "mm mph mst mt mtoe mv mw mwe mwh nm oz pdt pm ppb ppm psi pst rpm sq tb tnt tw twh utc yd "
    "yds"
)
_ROLES = (
    "ac adm am ao awol ba beng bsc cao capt cbe cdo ceo ceos cfo cio cios ciso cmg cmo col coo "
    "cto dbe dcm dphil dsc dso edd esq evp gcmg gen hm hmas hms hon hrh jd jnr kbe kc kcb kcmg kg "
    "kia llb llm llp lt ma maj mba mbe mc md mep meps mia mla mp mphil mps msc mvp obe pao phd "
    "polad pow pows prof qc rev rt sgt snr svp uss vc vip vips vp"
)
_PAGES = (
    "abstract action address against aidto airgram aka annex answer answers appendix applause "
    "asap attachment attn author authors bcc begin break cc chairman chapter check cit closing "
    "conclusion confer confidential cont contd contel contents continue continued copy courier "
    "credits date declassified delivery deptel doi draft editor editorial embargo embtel "
    "enclosure end ends eoe etc exdis ext faqs fax fig figure flash free fyi ibid icymi immediate "
    "inaudible index info interview interviewer introduction isbn issn journalist laughter less "
    "limdis list live map maps media memo memorandum minister moderator more nb new niact no "
    "nodis noforn nos note notes number only op open opening page pages photo photos place "
    "preamble presenter president press prime priority proof ps qa question questions quote read "
    "ref reference refs reftel release repeat reporter restricted routine rsvp secret secto "
    "septel sign source sources speech stadis subject summary table tba tbc tbd tel telegram "
    "telex text time title top tosec transcript translated unclassified unesco's unqte unquote "
    "update via vol volume watch"
)
_DATES = (
    "apr april aug august autumn day days dec december feb february fri friday jan january jul "
    "july jun june mar march may mon monday month nov november oct october sat saturday sep sept "
    "september spring summer sun sunday thu thur thurs thursday today tomorrow tue tues tuesday "
    "wed wednesday week winter year years yesterday"
)
_THINGS = (
    "abm adhd aids ardc arpanet art arv asat azt bcg bse ccd cd cfc cfcs co2 covid crt ct ddt dna "
    "eeg emf emp esp fm frg fta gatt gdp gmo gmos gni gnp hdi hiv hpv hr icbm icbms ict icts id "
    "ied iq irbm irbms isdn ivf lan lcd led leds lep lgbt lgbti lgbtq lng lpg lsd mig migs mirv "
    "mlf mooc moocs mrbm mri mrna ngl ngo ngos niam nie nsam nsdm nssm oer opv pcb pcbs pdd pii "
    "pov ppe ppp pr ptsd pvc r&d rd rfi rfp rfq rna roi rss rv s&t sam sams sars sdi sla slbm "
    "slbms slv sme smes snie sofa sop sos sow ssn std stds stem stol suv tb tnt toefl tos tv ufo "
    "uhf uv vat vhf vtol wmd wmds"
)
_COMMON = (
    "about above after again against all almost alone along already also although always am among "
    "an and another any are around as asked at away back based be became because been before "
    "began behind being best better between beyond big both but by called came can change "
    "children come could dear despite did do does done down during each early east ending even "
    "ever every everyone everything extracts far father few fifty find first five following for "
    "form former four from full future gave general get give given gives go going good great had "
    "half has have having he head heart her here high him his history home hope house how however "
    "human hundred idea if in inside into is it its just king know lady land large last late "
    "later learning left less let life light like little living long look looking looks made make "
    "makes man many men might more most mother much music must my name near never next night nine "
    "no nor north not nothing now of off often old on once one only or other others our out over "
    "own paris part people perhaps play please pleasure possible progress put quite rather report "
    "result right room said same say says science search see seen seven shall she should show "
    "side since six small so some something sometimes soon south special still story such support "
    "take taken talking ten than thank thanks that the their them then there these they thing "
    "things think this those though thousands three through throughout thus till to together told "
    "too toward towards turn twenty two under until up upon us used using value various very "
    "victory vision voice wanted was way we well went were west what whatever when where whether "
    "which while white who whole whose why wife will with within without woman women wonder words "
    "work works world worth would writer writing written wrong yes yet you young your"
)
_ALL = f"{_FORMATS} {_UNITS} {_ROLES} {_PAGES} {_DATES} {_THINGS} {_COMMON}"
NO_BODIES = frozenset(_ALL.split())
"""In small letters: file formats, units, offices, furniture of pages and telegrams, dates, things
that are no bodies, and words with which texts begin in capitals."""
