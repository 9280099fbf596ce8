-- An agreement that hangs on another gives the other's holders no part in it: an edge of a kind of its own.

comment on column ecif.link.kind is
    '0 holds an agreement, 1 an agreement held through another, 2 a relation of two customers, 3 an agreement that hangs on another.';
