//! The design system: look and behaviour of controls. Knows no contract types, no services and no texts of its own:
//! every word arrives as a prop. What the classes look like is in `style/ui/`.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod chip;
pub mod choice;
pub mod combobox;
pub mod dialog;
pub mod each;
pub mod empty_state;
pub mod fact;
pub mod follow;
pub mod icon;
pub mod icon_button;
mod ids;
pub mod later;
pub mod logo;
pub mod menu;
pub mod notice;
pub mod petals;
pub mod range;
pub mod rank_bar;
pub mod receipt;
mod roving;
pub mod segmented;
pub mod select;
pub mod skeleton;
pub mod skip_link;
pub mod tabs;
pub mod text_field;
pub mod toast;
pub mod virtual_list;

pub use self::{
    avatar::{Avatar, AvatarSize},
    badge::{Badge, Count, Tone},
    button::{Button, ButtonSize, ButtonVariant, LinkButton},
    chip::{Chip, ChipRow, Tag},
    choice::{CheckRow, Checkbox, Radio, Switch},
    combobox::{ComboOption, Combobox},
    dialog::Dialog,
    each::Each,
    empty_state::EmptyState,
    fact::{FactDot, FactSource},
    follow::{attr, effect, heard, in_turn, live, memo, rested},
    icon::Icon,
    icon_button::IconButton,
    ids::unique_id,
    later::{LaterWords, later},
    logo::Logo,
    menu::{Menu, MenuItem},
    notice::{ErrorPanel, Notice},
    petals::TierGlyph,
    range::{Histogram, RangePair, Slider},
    rank_bar::{RankBar, RankPart, RankSlot, Swatch},
    receipt::{Receipt, ReceiptLine},
    segmented::{LanguageChoice, LanguageSwitch, Segment, Segmented, ThemeSwitch},
    select::{Select, SelectOption},
    skeleton::{Skeleton, SkeletonRows},
    skip_link::SkipLink,
    tabs::{Tab, TabPanel, Tabs},
    text_field::TextField,
    toast::{ToastItem, ToastRegion},
    virtual_list::{VirtualList, VirtualListHandle},
};
