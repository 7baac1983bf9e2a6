create index heed_traces_newest on heed_traces (started desc, id collate "C" desc);
create index heed_traces_run on heed_traces (run, started desc);
create index heed_traces_prompt on heed_traces (prompt, started desc);
create index heed_traces_version on heed_traces (version collate "C", started desc);
create index heed_traces_label on heed_traces (label, started desc);
create index heed_traces_model on heed_traces (model, started desc);
create index heed_traces_latency on heed_traces (latency_ms);
create index heed_traces_errors on heed_traces (started desc) where has_error;
create index heed_traces_attributes on heed_traces using gin (attributes jsonb_path_ops);
create index heed_scores_value on heed_scores (name, value, trace);
create index heed_notes_trace on heed_notes (trace);
create index heed_label_events_prompt on heed_label_events (prompt, at);

-- Without the extension, which a server may not have or not let one make, texts are found all the same, row by row. It may lie in a schema that is not searched.
do $$
begin
    create extension if not exists pg_trgm;
    execute format('create index heed_traces_haystack on heed_traces using gin (haystack %I.gin_trgm_ops)',
        (select nspname from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm'));
exception when others then
    raise notice 'heed: no trigram index: %', sqlerrm;
end
$$;
