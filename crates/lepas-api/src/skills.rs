//! Names of skills, so that people who mean the same thing write the same word.
//!
//! Owns the list that the studio suggests from. It is a list of suggestions and not of what is allowed: any text is a
//! skill. Trades come in Indonesian or English as each trade speaks; products keep their own spelling.

/// Suggested skills, grouped by trade.
pub const SKILLS: &[&str] = &[
    // Packaging, print, identity
    "Desain kemasan", "Desain label", "Dieline", "Prapracetak", "Cetak fleksografi", "Cetak ofset", "Identitas merek",
    "Desain logo", "Branding", "Tata letak", "Tipografi", "Desain buku", "Desain poster", "Desain grafis", "Adobe Illustrator",
    "Adobe Photoshop", "Adobe InDesign", "CorelDRAW", "Affinity Designer", "Canva", "Infografis", "Desain presentasi",
    // Illustration and 3D
    "Ilustrasi", "Ilustrasi buku anak", "Ilustrasi vektor", "Karikatur", "Komik", "Storyboard", "Procreate", "Concept art",
    "Blender", "Cinema 4D", "SketchUp", "Rendering 3D", "Pemodelan 3D", "Desain interior", "AutoCAD", "Revit",
    // Product and interface
    "Desain UI", "Desain UX", "Figma", "Prototyping", "Design system", "UX research", "UX writing", "Usability testing",
    "Wireframing", "Aksesibilitas", "WCAG", "Framer", "Webflow",
    // Web
    "HTML", "CSS", "JavaScript", "TypeScript", "React", "Vue", "Svelte", "Angular", "Next.js", "Nuxt", "Astro", "Node.js",
    "Express", "NestJS", "PHP", "Laravel", "CodeIgniter", "WordPress", "WooCommerce", "Shopify", "Tailwind CSS", "Bootstrap",
    "REST API", "GraphQL", "WebSocket", "WebAssembly", "Progressive web app", "Technical SEO",
    // Languages and back ends
    "Rust", "Go", "Python", "Django", "FastAPI", "Flask", "Java", "Spring Boot", "Kotlin", "C", "C++", "C#", ".NET", "Ruby",
    "Ruby on Rails", "Elixir", "Scala", "Haskell", "Leptos", "Actix", "Axum", "Tokio", "gRPC", "Microservices",
    // Data stores and operations
    "PostgreSQL", "MySQL", "SQLite", "MongoDB", "Redis", "Elasticsearch", "Kafka", "RabbitMQ", "Docker", "Kubernetes",
    "Terraform", "Ansible", "Linux", "Nginx", "AWS", "Google Cloud", "Azure", "CI/CD", "GitHub Actions", "Prometheus",
    "Grafana", "Keamanan aplikasi", "Penetration testing", "Site reliability",
    // Mobile and games
    "Android", "iOS", "Swift", "SwiftUI", "Jetpack Compose", "Flutter", "Dart", "React Native", "Unity", "Unreal Engine",
    "Godot", "Game design",
    // Data
    "Analisis data", "SQL", "Excel", "Google Sheets", "Power BI", "Tableau", "Looker Studio", "Pandas", "R", "Statistika",
    "Machine learning", "PyTorch", "TensorFlow", "NLP", "Computer vision", "Data engineering", "dbt", "Apache Airflow",
    "Apache Spark", "Web scraping", "Visualisasi data", "GIS", "QGIS",
    // Words
    "Penulisan artikel", "Copywriting", "Penulisan teknis", "Penyuntingan", "Proofreading", "Ghostwriting", "SEO",
    "Penulisan naskah", "Jurnalistik", "Content strategy", "Siaran pers", "Penulisan proposal",
    // Languages between people
    "Penerjemahan Inggris–Indonesia", "Penerjemahan Indonesia–Inggris", "Penerjemahan Jepang–Indonesia",
    "Penerjemahan Mandarin–Indonesia", "Penerjemahan Jerman–Inggris", "Penerjemahan hukum", "Pelokalan", "Juru bahasa",
    "Subtitling", "Transkripsi", "Trados", "memoQ",
    // Picture and sound
    "Fotografi produk", "Fotografi makanan", "Fotografi pernikahan", "Fotografi arsitektur", "Retouching", "Lightroom",
    "Videografi", "Penyuntingan video", "Adobe Premiere Pro", "DaVinci Resolve", "After Effects", "Motion graphics",
    "Color grading", "Animasi 2D", "Drone", "Live streaming", "Sulih suara", "Narasi", "Penyuntingan audio", "Mixing",
    "Mastering", "Komposisi musik", "Podcast", "Sound design",
    // Marketing and shops
    "Pemasaran digital", "Media sosial", "Google Ads", "Meta Ads", "TikTok Ads", "Email marketing", "Content marketing",
    "Google Analytics", "Riset pasar", "Community management", "Marketplace", "Tokopedia", "Shopee", "Live selling",
    // Office and money
    "Pembukuan", "Akuntansi", "Laporan keuangan", "Pajak", "e-Faktur", "Accurate", "Jurnal.id", "Xero", "QuickBooks", "Payroll",
    "Entri data", "Asisten virtual", "Layanan pelanggan", "Manajemen proyek", "Scrum", "Notion", "Penjadwalan", "Riset daring",
    // Field service
    "Instalasi CCTV", "Instalasi jaringan", "Fiber optik", "MikroTik", "Cisco", "Instalasi listrik", "Panel surya",
    "Servis komputer", "Servis AC", "IoT", "Arduino", "Raspberry Pi", "PCB design", "Embedded systems", "PLC",
    // Teaching and testing
    "Pengajaran bahasa Inggris", "Pengajaran matematika", "Instructional design", "Moodle", "Manual testing",
    "Test automation", "Selenium", "Playwright", "Cypress",
    // More trades
    "3D Mockups", "Access control", "Accounts payable", "App store release", "Auditing", "Brand strategy", "Budgeting",
    "Cartography", "Cash flow", "Data cleaning", "Desain tokoh", "Digital painting", "ETL", "Editorial illustration",
    "Email management", "Event photography", "Event planning", "Firebase", "IP cameras", "Invoicing", "Jingles",
    "Newsletter writing", "Noise reduction", "Offline sync", "Order processing", "PABX", "Photo editing", "Photography",
    "Portrait photography", "Preventive maintenance", "Print production", "Pro Tools", "Push notifications", "Reaper",
    "Router configuration", "Short-form video", "Studio lighting", "Terjemahan", "Terminology", "Travel planning",
    "Watercolour", "Web performance", "Wi-Fi setup",
];

#[cfg(test)]
mod tests {
    use super::SKILLS;
    use crate::limits::SKILL_MAX;

    #[test]
    fn every_suggestion_is_a_valid_skill_and_stands_once() {
        for (at, skill) in SKILLS.iter().enumerate() {
            assert!(!skill.trim().is_empty() && skill.chars().count() <= SKILL_MAX, "{skill}");
            assert!(!SKILLS[..at].iter().any(|other| other.eq_ignore_ascii_case(skill)), "{skill} stands twice");
        }
    }
}
