"""The pre-screen: a few questions before a first call, whose answers always go to a clinician."""
