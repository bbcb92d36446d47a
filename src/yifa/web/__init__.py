"""The two edges where HTTP lives: the desk's pages and the API. Doors say who may come in, errors say no in Chinese."""
