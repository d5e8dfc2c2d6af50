"""What OCR did to words, mended where that is certain."""
