/*
 * Roles as an installation has them (docs/operate/postgresql.md): one that owns the tables and can't sign in, and the
 * server's own, which row-level security holds.
 */
const owner = 'moothall_test_owner';
const server = 'moothall_test';

/** SQL that makes both roles where they are missing; `password` is that of the server's. */
export function makeRoles(password: string): string {
  return `select pg_advisory_xact_lock(hashtext('${server}'));
    do $$ begin
      if to_regrole('${owner}') is null then create role ${owner} nologin; end if;
      if to_regrole('${server}') is null then create role ${server} login noinherit; end if;
    end $$;
    alter role ${server} password '${password.replaceAll("'", "''")}';
    grant ${owner} to ${server}`;
}

/** Follows `create database …`. */
export const ownedByOwner = `owner ${owner}`;

/** SQL that gives a database, made by another role, to the owner: `database` is the one that it is run in. */
export function giveToOwner(database: string): string {
  return `do $$ declare made record; begin
      for made in select oid::regclass as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relowner <> '${owner}'::regrole
      loop execute format('alter table %s owner to ${owner}', made.name); end loop;
    end $$;
    alter database ${database} owner to ${owner}`;
}

/** The same database's address for the server's role. */
export function asServer(url: string): string {
  const address = new URL(url);
  address.username = server;
  return address.href;
}

/** What the server's role must say to change the schema by hand. */
export const becomeTheOwner = `set role ${owner}`;
