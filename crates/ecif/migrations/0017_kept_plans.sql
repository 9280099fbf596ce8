-- The look-ups that other systems ask all day find a few keys by index, whatever is asked: their plan is made once a
-- connection. The planner would make it anew each time, as it takes the one key it sees for a tenth of the ten it
-- guesses at, and making it costs several times the look-up.

alter function ecif.golden_of(bigint[]) set plan_cache_mode = force_generic_plan;
alter function ecif.carriers_of(bytea[]) set plan_cache_mode = force_generic_plan;
alter function ecif.identify(bigint[], text[]) set plan_cache_mode = force_generic_plan;
