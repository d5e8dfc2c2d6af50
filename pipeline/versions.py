"""Code version of each stage: counts up with every change that can change a result.

They stand apart from the stages so that a run with nothing to do loads none of the libraries that
the stages need.
"""

CLEAN = "5"
ENTITIES = "3"
TOPICS = "3"
THEMES = "4"
TRENDS = "5"
PUBLISH = "5"
