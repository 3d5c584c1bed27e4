"""Programs that measure KAP Guide beside something else; each says how in its own text, none is a test."""
