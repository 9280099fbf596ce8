-- A transaction of one statement, begun as somebody by that statement itself: what is asked thousands of times a
-- second then costs one message instead of four. The settings are local to the transaction, which is the statement.
-- What is asked has to wait for the answer, so it takes its argument from it:
--     from guiyi.acting('ana', 'service', '{u:0101}') acting
--     cross join lateral some.function_of(case when acting then array[1, 2] end)

create function guiyi.acting(actor text, purpose text, tokens text[]) returns boolean
    language sql volatile
    return set_config('guiyi.actor', actor, true) is not null
        and set_config('guiyi.purpose', purpose, true) is not null
        and set_config('guiyi.sight', coalesce(tokens::text, '*'), true) is not null;
comment on function guiyi.acting(text, text, text[]) is
    'begins a transaction as somebody, for something, seeing what bears one of the tokens, or everything with null; always true';

grant execute on function guiyi.acting(text, text, text[]) to guiyi_app;
