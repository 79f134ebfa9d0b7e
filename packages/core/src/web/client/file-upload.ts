/**
 * Checks chosen files before they are sent: `data-max-bytes` for each file's size, `accept` for its kind. The server
 * checks again; this only spares the wait.
 */
export function startFileUploads(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type=file]')) {
    field.addEventListener('change', () => showFault(field, findFault(field)));
    field.form?.addEventListener('submit', (event) => {
      const fault = findFault(field);
      if (fault === undefined || event.defaultPrevented) return;
      event.preventDefault();
      showFault(field, fault);
      field.focus();
    });
  }
}

function findFault(field: HTMLInputElement): string | undefined {
  const maxBytes = Number(field.dataset['maxBytes'] ?? Infinity);
  const kinds = field.accept.split(',').map((kind) => kind.trim().toLowerCase());
  for (const file of field.files ?? []) {
    if (file.size === 0) return `${file.name} is empty. Choose another file.`;
    if (file.size > maxBytes) return `${file.name} is too large. Choose a file smaller than ${sizeInWords(maxBytes)}.`;
    if (field.accept && !kinds.some((kind) => isOfKind(file, kind))) {
      return `${file.name} can’t be used here. Choose a file of one of these kinds: ${kinds.map(kindInWords).join(', ')}.`;
    }
  }
  return undefined;
}

/** `accept` lists endings (.pdf), types (image/png) and families (image/*). */
function isOfKind(file: File, kind: string): boolean {
  if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind);
  return kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
}

function kindInWords(kind: string): string {
  return kind.endsWith('/*') ? kind.slice(0, -2) : (kind.split(/[./]/).at(-1) ?? kind).toUpperCase();
}

function sizeInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.floor(bytes / 1_000)} KB` : `${Math.floor(bytes / 1_000_000)} MB`;
}

function showFault(field: HTMLInputElement, fault: string | undefined): void {
  const id = `${field.id}-upload-error`;
  const describedBy = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((each) => each && each !== id);
  document.getElementById(id)?.remove();
  if (fault !== undefined) {
    const message = document.createElement('p');
    Object.assign(message, { id, className: 'govuk-error-message', textContent: fault });
    message.setAttribute('role', 'alert');
    field.before(message);
    describedBy.push(id);
  }
  field.toggleAttribute('aria-invalid', fault !== undefined);
  field.classList.toggle('govuk-file-upload--error', fault !== undefined);
  field.closest('.govuk-form-group')?.classList.toggle('govuk-form-group--error', fault !== undefined);
  field.setAttribute('aria-describedby', describedBy.join(' '));
}
