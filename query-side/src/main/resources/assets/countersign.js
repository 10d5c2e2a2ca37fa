/* Loads the modules that every page uses. */
import './preferences.js';
import './dialogs.js';
import './keys.js';
import './forms.js';
import './fragments.js';
import './filters.js';
import './live.js';
import './rows.js';
import './unsaved.js';
