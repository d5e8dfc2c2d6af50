"""Code version of each stage: counts up with every change that can change a result.

They stand apart from the stages so that a run with nothing to do loads none of the libraries that
the stages need.
"""

CLEAN = "2"
ENTITIES = "1"
TOPICS = "1"
THEMES = "1"
TRENDS = "1"
PUBLISH = "1"
