"""Try sources without storing anything: check cards, preview visits, propose cards."""
