// No attack: what a harmless page gives.
