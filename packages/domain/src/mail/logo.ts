import { can, type Result, refuse } from '@sportello/core';
import { type LogoRecord, newId, type SettingsRecord } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Most bytes of the file of a logo: a form carries no more. */
const LOGO_BYTES = 400 * 1024;

/** The most room a logo takes in a mail, in points. */
const [WIDTH, HEIGHT] = [240, 48];
/** Pixels a point: sharp on good screens. */
const DENSITY = 2;
/** Most pixels that are decoded. */
const MOST_PIXELS = 20_000_000;
/** What pictures may be; drawings that can hold programs and addresses are not among them. */
const formats: readonly string[] = ['png', 'jpeg', 'webp', 'gif'];

/** A picture as it is put into mails, which know PNG everywhere; null where it is none. */
async function madeReady(file: Buffer): Promise<Omit<LogoRecord, '_id'> | null> {
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS });
    const { format } = await picture.metadata();
    if (!formats.includes(format ?? '')) return null;
    const { data, info } = await picture
      .rotate()
      .resize({
        width: WIDTH * DENSITY,
        height: HEIGHT * DENSITY,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .png({ compressionLevel: 9 })
      .toBuffer({ resolveWithObject: true });
    const scale = Math.min(1, WIDTH / info.width, HEIGHT / info.height);
    return { png: data, width: Math.round(info.width * scale), height: Math.round(info.height * scale) };
  } catch {
    return null;
  }
}

/**
 * Chooses the logo in mails; null takes it away. It is drawn anew, so that nothing of the file but the picture is kept.
 * @param file PNG, JPEG, WebP or GIF
 */
export async function changeLogo(
  { database }: Installation,
  { principal }: Context,
  file: Buffer | null,
): Promise<Result<null>> {
  if (!can(principal, 'settings.workflow')) return refuse('forbidden');
  if (file !== null && file.length > LOGO_BYTES) return refuse('logo_unusable');
  const ready = file && (await madeReady(file));
  if (file !== null && ready === null) return refuse('logo_unusable');
  const id = ready && newId();
  if (ready && id) await database.logos.create({ _id: id, ...ready });
  // Whatever else of the settings is being changed meanwhile: this concerns the logo alone.
  const before = await database.settings
    .findOneAndUpdate(
      { _id: 'installation' },
      [
        {
          $set: {
            mail: {
              $mergeObjects: [
                { senderName: null, senderAddress: null },
                { $ifNull: ['$mail', {}] },
                { logo: id },
              ],
            },
            revision: { $add: ['$revision', 1] },
          },
        },
      ],
      { updatePipeline: true },
    )
    .lean();
  if (before?.mail?.logo) await database.logos.deleteOne({ _id: before.mail.logo });
  return { ok: true, data: null };
}

/** A logo that mails carry. */
export interface MailLogo {
  readonly id: string;
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

/** The provider's own logo; null where it has none: mails then show its letter on its colour, as pages do. */
export async function logoOf(
  { database }: Pick<Installation, 'database'>,
  { mail }: Pick<SettingsRecord, 'mail'>,
): Promise<MailLogo | null> {
  const record = mail?.logo ? await database.logos.findById(mail.logo) : null;
  return (
    record && { id: record._id, png: Buffer.from(record.png), width: record.width, height: record.height }
  );
}
