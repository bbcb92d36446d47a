"""机构变动: procedures that found, merge and abolish bodies, grant, entrust and recall powers, move posts and people — each an act."""
