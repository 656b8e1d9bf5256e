//! What people come to Lepas for, one file for each of the five things.

mod embed;
mod keeping;
mod keyboard;
mod moving;
mod moving_site;
mod offers;
mod parts;
mod pictures;
mod private_cases;
mod profile;
mod search;
mod search_fresh;
mod search_keep;
mod search_kept;
mod search_repeats;
mod search_return;
mod search_tell;
mod search_trouble;
mod search_weigh;
mod studio;
mod talent;
mod talk;
mod testimonials;
mod widget_studio;
