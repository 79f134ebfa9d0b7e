const typeLine = /^<%# view: (?<type>import\('[^']+'\)\.\w+) -?%>/;
const tag = /<%(?<mark>[=\-#%_]?)(?<code>(?:(?!%>)[^])*)%>/g;
const mayBeRaw = /^(?:include\(|view\.bodyHtml$)/;

/** Blank but for the line breaks, so that everything after it keeps its line and column. */
const blank = (text) => text.replace(/[^\r\n]/g, ' ');

/**
 * A template as a TypeScript function in which every expression stands on its own line and column: fixed text becomes
 * spaces, `<%= … %>` a call of `p` and `<%- … %>` a call of `r`. Returns the text and the faults that only reading shows.
 */
export function asTypeScript(template) {
  const type = typeLine.exec(template)?.groups.type;
  if (type === undefined) {
    return {
      faults: [
        { line: 1, column: 1, message: "Name the view's type first: <%# view: import('../views.js').CasePage %>" },
      ],
    };
  }
  const faults = [];
  let code = '';
  let from = 0;
  for (const match of template.matchAll(tag)) {
    code += blank(template.slice(from, match.index));
    code += tagAsCode(match, (message) => faults.push({ ...positionAt(template, match.index), message }));
    from = match.index + match[0].length;
  }
  code += blank(template.slice(from));
  const [firstLine, ...otherLines] = code.split('\n');
  return {
    type,
    faults,
    code: [`export default (view: ${type}, { p, r, include }: Printing) => {${firstLine}`, ...otherLines, '};'].join(
      '\n',
    ),
  };
}

function tagAsCode({ 0: whole, groups: { mark, code } }, report) {
  if (mark === '#' || mark === '%') return blank(whole);
  const trimmed = /[-_]$/.test(code);
  const inner = trimmed ? `${code.slice(0, -1)} ` : code;
  if (mark === '=') return `;p(${inner});`;
  if (mark === '-') {
    if (!mayBeRaw.test(inner.trim())) report('<%- prints unescaped: it is only for include(…) and view.bodyHtml.');
    return `;r(${inner});`;
  }
  const ending = /[{};:,]\s*$/.test(inner) || inner.trim() === '' ? '  ' : ' ;';
  return `${blank(`<%${mark}`)}${inner}${ending}`;
}

function positionAt(text, index) {
  const lines = text.slice(0, index).split('\n');
  return { line: lines.length, column: lines.at(-1).length + 1 };
}
