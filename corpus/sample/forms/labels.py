"""Labels of themes and disciplines as the sample's publisher writes them.

A copy of the English preferred labels of models/themes.ttl and models/disciplines.ttl, so that
the articles are the only input of a rebuild; a test says when the two part.
"""

THEMES = {
    "cultural-diplomacy": "Cultural diplomacy",
    "cultural-relations": "Cultural relations",
    "soft-power": "Soft power and nation branding",
    "public-diplomacy": "Public diplomacy and information",
    "intercultural-dialogue": "Intercultural dialogue",
    "exchange-programmes": "Exchange programmes",
    "artist-mobility": "Artist mobility and residencies",
    "international-cooperation": "International cultural cooperation",
    "cultural-policy": "Cultural policy",
    "funding": "Funding and sponsorship",
    "evaluation": "Evaluation and impact",
    "inclusion": "Inclusion and access",
    "gender-equality": "Gender equality",
    "youth": "Youth",
    "cultural-diversity": "Cultural diversity",
    "human-rights": "Human rights and artistic freedom",
    "indigenous-peoples": "Indigenous peoples",
    "migration-diaspora": "Migration and diaspora",
    "decolonisation-restitution": "Decolonisation and restitution",
    "cultural-heritage": "Cultural heritage",
    "intangible-heritage": "Intangible heritage and traditions",
    "museums-collections": "Museums and collections",
    "libraries-archives": "Libraries, archives and books",
    "creative-economy": "Creative economy",
    "tourism": "Tourism",
    "cities": "Cities and urban culture",
    "sustainability": "Sustainable development and environment",
    "peace-conflict": "Peace and conflict",
    "education": "Education and learning",
    "language-translation": "Languages and translation",
    "media-communication": "Media and communication",
    "digital-culture": "Digital culture and technology",
    "science-cooperation": "Science and technology",
    "religion-belief": "Religion and belief",
    "professional-development": "Professional development",
    "health-wellbeing": "Health and wellbeing",
}
DISCIPLINES = {
    "architecture": "Architecture",
    "crafts-design": "Crafts and design",
    "dance": "Dance",
    "festivals": "Festivals and events",
    "film": "Film and audiovisual",
    "literature": "Literature",
    "music": "Music",
    "new-media": "New media and digital arts",
    "performing-arts": "Performing arts and theatre",
    "photography": "Photography",
    "visual-arts": "Visual arts",
}


def theme_labels(ids: tuple[str, ...]) -> list[str]:
    """Return the labels of themes; KeyError names an id that no theme has."""
    return [THEMES[id_] for id_ in ids]


def discipline_labels(ids: tuple[str, ...]) -> list[str]:
    """Return the labels of disciplines; KeyError names an id that no discipline has."""
    return [DISCIPLINES[id_] for id_ in ids]
