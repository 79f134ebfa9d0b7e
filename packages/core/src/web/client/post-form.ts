/** Posts fields as a form would, with the session's CSRF token. `keepalive` lets it finish after the page has gone. */
export function postForm(
  action: string,
  fields: Readonly<Record<string, string>>,
  { keepalive = false }: { keepalive?: boolean } = {},
): Promise<Response> {
  const body = new URLSearchParams({ ...fields, _csrf: document.body.dataset['csrf'] ?? '' });
  return fetch(action, { method: 'POST', body, keepalive, headers: { Accept: 'application/json' } });
}
