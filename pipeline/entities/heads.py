"""Head nouns: words that make capitals around them the name of an organisation."""

from __future__ import annotations

import re

HEADS = (
    "Foundation|Institute|Institution|Council|Ministry|Department|University|College|Academy|"
    "Museum|Gallery|Library|Theatre|Theater|Orchestra|Philharmonic|Symphony|Society|Association|"
    "Federation|Confederation|Division|Commission|Subcommission|Committee|Subcommittee|"
    "Agency|Authority|"
    "Bureau|Board|Organisation|Organization|Corporation|Company|Bank|Secretariat|Parliament|"
    "Assembly|Union|League|Party|Centre|Center|Trust|Embassy|Legation|School|Court|Congress|"
    "Office|Service|Administration|Press|Ensemble|Choir|Opera House|"
    "Opera|Ballet|Club|Consortium|Archives|"
    "Tribunal|Alliance|Coalition|Chamber|Senate|Hospital|Police|Corps|Command|Forces|Task Force|"
    "Guard|Network|Group|Movement|Broadcasting|"
    "Limited|Ltd|Inc|PLC|GmbH|Studios|Publishers|Laboratory|Observatory|Memorial|Diocese|Cabinet|"
    "General Conference|House of Representatives|House of Commons|House of Lords|Chiefs of Staff"
)
"""A name that ends in one of these, or goes on after it with "of ...", is an organisation's."""

PRESS_HEADS = "Radio|Television|Journal|Times|Herald|Tribune|Gazette|Courier|Magazine|News"
"""Heads that count only where the model agrees ("Modern Times") and that no "of" follows."""

SEEN_HEADS = (
    "Front|Bloc|Mission|Army|Navy|Brigade|Order|Legislature|Duma|International|Watch|"
    "Fund|Endowment|Aid|Action|Appeal|Unity|Forum|Rally|List|Brothers|Airlines|Airways|Motors|"
    "Pictures|Films|Records|Industries|Volunteers|Scouts|Workers|Farmers|"
    "Democrats|Socialists|Greens|Liberals|Conservatives|Republicans|Communists|Nationalists|"
    "Radicals|Progressives|Revolutionaries"
)
"""Heads that count only where the model sees an organisation or a group of people."""

FOREIGN_HEADS = (
    "Musée|Museo|Museu|Teatro|Théâtre|Centro|Instituto|Institut|Istituto|Galerie|Galleria|"
    "Fundación|Fundação|Fondation|Fondazione|Université|Universidad|Universität|Università|"
    "Bibliothèque|Biblioteca|Cinémathèque|Cineteca|Ministère|Ministerio|Académie|Accademia|"
    "Conseil|Consejo|Comité|Association|École|Ecole|Société|Maison|Casa|Haus|Stiftung|"
    "Gesellschaft|Friends of|Amis|Parti|Partido|Partito|Frente|Mouvement|Movimiento|Unión|Unidad|"
    "Organización|Organisation|Compagnie|Ente|Servicio|Liga|Bloc|Coalition|House of"
)
"""Words that a name begins with."""

WEAK_HEADS = (
    "Services|Unit|Force|Branch|Team|Panel|Platform|Centers|Centres|Institutes|Radio|Television|"
    "Community|Communities|Fellows|Students|Enforcement|Society|Brotherhood|Syndicate|Partners"
)
"""Heads that count only in the long form of an acronym that the document defines."""

NO_BODIES = (
    "Agreement|Accord|Treaty|Pact|Protocol|Convention|Declaration|Charter|Act|Law|Bill|Code|Plan|"
    "Programme|Program|Project|Policy|Strategy|System|Systems|Scheme|Initiative|Process|Report|"
    "Memorandum|Memoranda|Estimate|Estimates|Directive|Directives|Study|Survey|Index|Test|Tests|"
    "Product|Emission|Experiment|Package|Oscillation|Missile|Missiles|Vehicle|Vehicles|Warfare|"
    "Disarmament|Trade|Tax|Rate|Zone|Area|Region|Territory|Republic|Kingdom|State|States|Island|"
    "Disease|Syndrome|Virus|Device|Devices|Language|Languages|Technology|Technologies|Time|Year|"
    "Week|Day|Goals|Rights|Talks|Conference|Summit|Affairs|Development|Relations|Countries|Heritage|Materials|"
    "Award|Prize|Festival|Decade|Campaign|Chair|Staff Study|Minister|Director|President|"
    "Governments?|Regime|Statutes?|Application|Interfaces?|Management|Software|Hardware|Packs?|"
    "Kits?|Toolkit|Formats?|Protocols?|Standards?|Guidelines?|Indicators?|Frameworks?|Models?|"
    "Optimi[sz]ation|Verification|Authentication|Proficiency|Assistance|Accounts?|Outlook|"
    "Proteins?|Acids?|Cells?|Disorders?|Therapy|Manufacturers|Providers?|Cars?|Aircraft|Bombers?|"
    "Satellites?|Telescope|Explorer|Spacecraft|Rockets?|Fighters?|Reactors?|Weapons?|Machines?|Learning|"
    "Intelligence|Response|Goods|Certificates?|Charts?|Modulation|Officers?|Balancing|"
    "Accessibility|Cards?|Rates?|Ratios?|Predictability|Transmission|Designs?|Experience|"
    "Practices?|Trainees|Partnership|Guarantee|Priority|Priorities|Files?|Filesystem|Server|"
    "Databases?|Website|Analytics|Analysis|Assessment|Review|Statement|Budget|Income|Product|"
    "Quotient|Number|Equipment|Metadata|Period|Questions|Answers|Schedule|Contracts?|"
    "Procedures?|Requirements?|Criteria|Currency|Movement Order|Book|Quality|Terms|Authority to|"
    "Priorities|Processing|Engine|Access|Identity|Data|Energy|Fuels?|Gas|Representatives?|Agents?|Workers?|Specialists?|"
    "Interoperable|Credentials?|Vaccines?|Drugs?|Diet"
)
"""What a defined acronym may stand for that is no organisation, by the last word of its form."""

ENDS_IN_HEAD = re.compile(rf"(?:\b|-)(?:{HEADS})$")
HAS_HEAD = re.compile(
    rf"\b(?:{PRESS_HEADS})$|\b(?:{HEADS})(?:$| (?:of|for|on|against|in|to) |, )"
    rf"|^(?:{FOREIGN_HEADS})\b"
)
"""Whether a name has a head noun in a place where it makes it one."""
