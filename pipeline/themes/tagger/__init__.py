"""The model that suggests: what a vocabulary says, and what was learnt from decisions."""
