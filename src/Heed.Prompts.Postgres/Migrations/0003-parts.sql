-- Texts too short for trigrams are found by parts: some hundred traces that one writer added one after the other, with a bit for every letter and every pair of letters in their texts
-- (TextBits). A part without the bits of a text has no trace with it. Traces of before are in part 0, whose bits are all there.
alter table heed_traces add column part bigint not null default 0;
create index heed_traces_part on heed_traces (part);

-- Every trace that is added sets bits of its part: room on the page keeps that off the index.
create table heed_parts (
    part bigint primary key,
    bits bit(4096) not null
) with (fillfactor = 50);

insert into heed_parts (part, bits) values (0, ~(0::bit(4096)));
