//! Words of a cell → typed values, with the printed words kept beside them.
