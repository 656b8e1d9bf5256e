//! Who refuses and who accepts members they do not know.

use lepas_api::{
    account::{Me, SettingsPatch, SignIn, SignUp},
    chat::{MarkRead, Message, SendMessage, StartConversation},
    job::NewJob,
    profile::{ArrangeTestimonial, Testimonials},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::examples as example;

fn with_surprise(value: &impl Serialize) -> serde_json::Value {
    let mut value = serde_json::to_value(value).unwrap();
    value["surprise"] = serde_json::json!(1);
    value
}

fn refuses<T: Serialize + DeserializeOwned>(value: &T) -> bool {
    serde_json::from_value::<T>(with_surprise(value)).is_err()
}

#[test]
fn requests_refuse_unknown_members() {
    assert!(refuses::<SignUp>(&example::sign_up()));
    assert!(refuses::<SignIn>(&example::sign_in()));
    assert!(refuses::<SettingsPatch>(&example::settings_patch()));
    assert!(refuses::<NewJob>(&example::new_job()));
    assert!(refuses::<SendMessage>(&example::send_message()));
    assert!(refuses::<StartConversation>(&example::start_conversation()));
    assert!(refuses::<MarkRead>(&example::mark_read()));
    assert!(refuses::<ArrangeTestimonial>(&example::arrange_testimonial()));
}

#[test]
fn answers_accept_members_of_a_newer_server() {
    assert!(!refuses::<Me>(&example::me()));
    assert!(!refuses::<Message>(&example::message()));
    assert!(!refuses::<Testimonials>(&example::testimonials()));
}
