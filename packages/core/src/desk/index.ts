export { deskFrame } from './frame.js';
