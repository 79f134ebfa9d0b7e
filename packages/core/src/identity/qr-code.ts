import { create } from 'qrcode';

/** A QR code as the path of an SVG, one unit a module, with the quiet zone of four modules that readers need. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

const quiet = 4;

export function drawQrCode(text: string): QrCode {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && data[y * size + x]) x += 1;
      if (x > from) runs.push(`M${from + quiet} ${y + quiet}h${x - from}v1h-${x - from}z`);
    }
  }
  return { size: size + 2 * quiet, path: runs.join('') };
}
