//! Who may do what: one row for every operation of the OpenAPI document. A new route without a row fails this test.

use serde_json::{Value, json};

use crate::support::{Call, PASSWORD, Person, TestApp, call};

/// The operation, then what it answers to: nobody, a stranger, the other person of the conversation, the owner about
/// something that does not exist (0 where that makes no sense), the owner.
const MATRIX: &[(&str, [u16; 5])] = &[
    ("arrangeTestimonial", [401, 404, 404, 404, 200]),
    ("askTestimonial", [401, 404, 404, 404, 200]),
    ("changeAddress", [401, 404, 404, 404, 200]),
    ("changeSettings", [401, 200, 200, 0, 200]),
    ("closeJob", [401, 404, 404, 404, 204]),
    ("createAccount", [201, 201, 201, 0, 201]),
    ("createJob", [401, 201, 201, 0, 201]),
    ("createUpload", [401, 201, 201, 0, 201]),
    ("deleteTestimonial", [401, 404, 404, 404, 204]),
    ("endCaseLink", [401, 404, 404, 404, 204]),
    ("events", [401, 200, 200, 0, 200]),
    ("exportProfile", [401, 404, 404, 404, 200]),
    ("getConversation", [401, 404, 200, 404, 200]),
    ("getDraft", [401, 404, 404, 404, 200]),
    ("getIndex", [200, 200, 200, 404, 200]),
    ("getJob", [200, 200, 200, 404, 200]),
    ("getMe", [401, 200, 200, 0, 200]),
    ("getProfile", [200, 200, 200, 404, 200]),
    ("getSegment", [200, 200, 200, 404, 200]),
    ("listCaseLinks", [401, 404, 404, 404, 200]),
    ("listConversations", [401, 200, 200, 0, 200]),
    ("listJobs", [200, 200, 200, 0, 200]),
    ("listMessages", [401, 404, 200, 404, 200]),
    ("listTestimonials", [401, 404, 404, 404, 200]),
    ("listWidgetCounts", [401, 404, 404, 404, 200]),
    ("makeCaseLink", [401, 404, 404, 404, 201]),
    ("markRead", [401, 404, 200, 404, 200]),
    ("publish", [401, 404, 404, 404, 200]),
    ("saveDraft", [401, 404, 404, 404, 200]),
    ("sendMessage", [401, 404, 201, 404, 201]),
    ("signIn", [200, 200, 200, 0, 200]),
    ("signOut", [204, 204, 204, 0, 204]),
    ("startConversation", [401, 201, 200, 404, 422]),
    ("unpublish", [401, 404, 404, 404, 200]),
];

struct World {
    app: TestApp,
    owner: Person,
    participant: Person,
    stranger: Person,
    conversation: String,
    job: String,
    segment: String,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let owner = app.published("Sari").await;
        let (participant, stranger) = (app.person("Klara").await, app.person("Orang").await);
        let conversation = app.conversation(&participant, &owner).await;
        let job = json!({ "title": "Desainer", "description": "Kemasan" });
        let job =
            app.send(call("POST", "/v1/jobs").by(&owner).with("idempotency-key", "world").json(&job)).await.expect(201);
        let asked = call("PUT", "/v1/profiles/sari/testimonials/said").by(&owner).json(&json!({ "asked": "Rina" }));
        app.send(asked).await.expect(201);
        let index = app.index("talent", |index| index["documents"] == 1).await;
        Self {
            owner,
            participant,
            stranger,
            conversation,
            job: job.json()["id"].as_str().unwrap().to_owned(),
            segment: index["segments"][0]["hash"].as_str().unwrap().to_owned(),
            app,
        }
    }

    fn id_for(&self, operation: &str) -> &str {
        match operation {
            "closeJob" | "getJob" => &self.job,
            _ if operation.ends_with("Testimonial") => "said",
            _ => "message-1",
        }
    }

    /// A good request for an operation, about something of the owner's or about nothing.
    fn request(&self, operation: &str, method: &str, pattern: &str, about_nothing: bool, number: usize) -> Call {
        let pick = |real: &str, absent: &str| if about_nothing { absent.to_owned() } else { real.to_owned() };
        let path = pattern
            .replace("{handle}", &pick(&self.owner.handle, "nobody-here"))
            .replace("{conversation}", &pick(&self.conversation, "absent"))
            .replace("{kind}", &pick("talent", if operation == "getIndex" { "nothing" } else { "talent" }))
            .replace("{hash}", &pick(&self.segment, &"0".repeat(64)))
            .replace("{id}", &pick(self.id_for(operation), "absent"))
            .replace("message-1", &format!("message-{number}"));
        let request =
            call(&method.to_uppercase(), path).with("idempotency-key", &format!("key-{number}")).with("if-match", "*");
        match body(operation, self, about_nothing, number) {
            Some(body) => request.json(&body),
            None if operation == "createUpload" => request.bytes("image/png", crate::uploads::png(4, 4)),
            None => request,
        }
    }
}

fn body(operation: &str, world: &World, about_nothing: bool, number: usize) -> Option<Value> {
    Some(match operation {
        "arrangeTestimonial" => json!({ "place": 0 }),
        "askTestimonial" => json!({ "asked": "Rina" }),
        "changeAddress" => json!({ "handle": "sari-baru" }),
        "changeSettings" => json!({ "locale": "en" }),
        "createAccount" => json!({ "name": "Baru", "email": format!("baru{number}@contoh.id"), "password": PASSWORD }),
        "createJob" => json!({ "title": "Penulis", "description": "Menulis" }),
        "markRead" => json!({ "up_to": 1 }),
        "saveDraft" => json!({ "basics": { "name": "Lain", "label": "Lain" } }),
        "sendMessage" => json!({ "text": "Halo" }),
        "signIn" => json!({ "email": world.owner.email, "password": PASSWORD }),
        "startConversation" => json!({ "handle": if about_nothing { "nobody-here" } else { &world.owner.handle } }),
        _ => return None,
    })
}

#[tokio::test]
async fn every_operation_lets_in_whom_it_should_and_nobody_else() {
    let document = serde_json::to_value(lepas_server::routes::openapi()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if let Some(id) = operation["operationId"].as_str() {
                operations.push((id.to_owned(), method.clone(), path.clone()));
            }
        }
    }
    operations.sort();
    let documented: Vec<&str> = operations.iter().map(|(id, ..)| id.as_str()).collect();
    let listed: Vec<&str> = MATRIX.iter().map(|(id, _)| *id).collect();
    assert_eq!(documented, listed, "every operation needs a row and every row an operation");
    for ((id, method, path), (_, expected)) in operations.iter().zip(MATRIX) {
        let world = World::new().await;
        let askers = [None, Some(&world.stranger), Some(&world.participant), Some(&world.owner), Some(&world.owner)];
        for (number, (asker, wanted)) in askers.into_iter().zip(expected).enumerate() {
            if *wanted == 0 {
                continue;
            }
            let request = world.request(id, method, path, number == 3, number);
            let request = match asker {
                Some(person) => request.by(person),
                None => request,
            };
            // Only the head: the stream of events never ends.
            let response = world.app.head(request).await;
            assert_eq!(response.status().as_u16(), *wanted, "{id}, column {number}");
        }
    }
}
