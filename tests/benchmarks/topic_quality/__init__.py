"""Topics beside those of BERTopic as it comes and of NMF, on the same passages and words."""
