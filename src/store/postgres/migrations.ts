/** The shape of what is ours in the database, a step at a time. A step that was released is never changed; what it lacks is a further step. */
export const migrations: readonly string[] = [
  `create table landfall.dead_letters (key text primary key, job text not null, why text not null, at timestamptz not null default now());
   create table landfall.deliveries (guid text primary key, at timestamptz not null default now());
   create index deliveries_by_age on landfall.deliveries (at);
   create table landfall.decisions (id bigint generated always as identity primary key, key text not null, receipt text not null);
   create table landfall.marks (name text primary key, value double precision not null);`,
]
