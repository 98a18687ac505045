"""Behavioural tests: suites of cases as data files, and their runner."""
