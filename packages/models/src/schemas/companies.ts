import { Schema } from 'mongoose';

/** A customer company (a tenant). */
export interface CompanyRecord {
  _id: string;
  name: string;
  vatNumber: string;
  address: string;
  phone: string;
  /** The administrative hold: why, what everybody reads, and whom to call; null when there is none. */
  hold: { reason: string; text: string; callWhom: string } | null;
  demo: boolean;
  revision: number;
}

/** The schema of companies. */
export const companySchema = new Schema<CompanyRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    vatNumber: { type: String, required: true },
    address: { type: String, default: '' },
    phone: { type: String, default: '' },
    hold: {
      type: new Schema({ reason: String, text: String, callWhom: String }, { _id: false, strict: 'throw' }),
      default: null,
    },
    demo: { type: Boolean, required: true },
    revision: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'companies' },
);
companySchema.index({ vatNumber: 1 }, { unique: true });
// Few companies are under hold, and every process wants to know which.
companySchema.index({ 'hold.reason': 1 }, { sparse: true });
