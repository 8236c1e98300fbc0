/** The database's shape, a step at a time. A step that was released is never changed; what it lacks is a further step. */
export const migrations: readonly string[] = [
  `create table jobs (
     key text not null,
     state text not null check (state in ('waiting', 'running')),
     installation integer not null,
     rank integer not null,
     due_at integer not null,
     failures integer not null,
     job text not null,
     primary key (key, state)
   ) strict;
   create index jobs_by_rank on jobs (state, rank desc, due_at);
   create table dead_letters (key text primary key, job text not null, why text not null, at integer not null) strict;
   create table deliveries (guid text primary key, at integer not null) strict, without rowid;
   create index deliveries_by_age on deliveries (at);
   create table decisions (id integer primary key autoincrement, key text not null, receipt text not null) strict;
   create table marks (name text primary key, value integer not null) strict, without rowid;`,
  `alter table jobs add column deaths integer not null default 0;`,
]
