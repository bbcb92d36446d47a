"""The order of the steps of a penalty: what must have been done before."""
