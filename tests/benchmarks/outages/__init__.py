"""Faults of sources over a simulated year: how soon they are told of, and false alarms."""
