/** Lets a transaction wait as long as its work takes, where the server ends those that are idle (PostgreSQL manual, 19.11.1). */
export const mayBeIdle = 'set local idle_in_transaction_session_timeout = 0';
