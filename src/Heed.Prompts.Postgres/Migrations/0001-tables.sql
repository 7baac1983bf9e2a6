-- body is the truth: the whole trace as JSON. Every other column is made from it, for searching. Times are ticks of 100 ns since the year 1, as .NET counts them,
-- since timestamptz would lose the last digit; started_at is for people.
create table heed_traces (
    id text primary key,
    started bigint not null,
    started_at timestamptz not null,
    run text,
    prompt text,
    version text,
    label text,
    model text not null,
    latency_ms double precision not null,
    has_error boolean not null,
    attributes jsonb not null,
    haystack text not null,
    body text not null
);

create table heed_notes (
    id text primary key,
    trace text not null references heed_traces (id),
    at bigint not null,
    body text not null
);

-- As the notes leave them: of each trace and name the latest.
create table heed_scores (
    trace text not null references heed_traces (id),
    name text not null,
    value double precision not null,
    primary key (trace, name)
);

create table heed_versions (
    prompt text not null,
    hash text not null,
    number integer not null,
    created timestamptz not null,
    body text not null,
    primary key (prompt, hash),
    unique (prompt, number)
);

create table heed_label_events (
    id text primary key,
    prompt text not null,
    label text not null,
    at timestamptz not null,
    body text not null
);

create table heed_secrets (
    name text primary key,
    value bytea not null
);
