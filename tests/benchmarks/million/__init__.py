"""A snapshot of a million synthetic documents, recombined from real ones: does it stay quick?"""
